package dev.millrace.model.nativemath;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Everything of the convolutional network but its last layer, as oneDNN primitives for one batch size: two blocks of 3×3
 * convolution, ReLU and 2×2 max pooling, then a dense layer with ReLU. Activations stay in oneDNN's blocked layouts from
 * the first convolution to the dense layer. Owned by one thread.
 *
 * <p>Weights in the order and layout of the artifact: first convolution, its bias, second convolution, its bias, dense, its
 * bias.
 */
public final class ConvolutionalGraph implements AutoCloseable {

    /** Tensors with weights here. */
    public static final int TENSORS = 6;

    private static final long[] ONES = {1, 1};
    private static final long[] TWOS = {2, 2};
    private static final long[] NONE = {0, 0};

    /**
     * @param batch images
     * @param side pixels a side
     * @param first filters of the first convolution
     * @param second filters of the second
     * @param dense units
     * @param training whether {@link #backward} will be called
     */
    public record Shape(int batch, int side, int first, int second, int dense, boolean training) {}

    private final OneDnnGraph graph = new OneDnnGraph();
    private final OneDnnGraph.Sequence loading = graph.sequence();
    private final OneDnnGraph.Sequence forward = graph.sequence();
    private final OneDnnGraph.Sequence backward = graph.sequence();
    private final Shape shape;
    private final FloatPointer input;
    private final FloatPointer activations;
    private final FloatPointer activationGradients;
    private final FloatPointer[] weights = new FloatPointer[TENSORS];
    private final FloatPointer[] gradients = new FloatPointer[TENSORS];

    /** A block's memories that its backward pass needs. */
    private record Block(
            convolution_forward.primitive_desc convolution,
            memory source,
            memory weights,
            memory convolved,
            pooling_forward.primitive_desc pooling,
            memory workspace,
            memory pooled) {}

    public ConvolutionalGraph(Shape shape) {
        this.shape = shape;
        int half = shape.side() / 2;
        int quarter = shape.side() / 4;
        memory source = graph.memory(graph.plain(memory.format_tag.nchw, shape.batch(), 3, shape.side(), shape.side()));
        input = graph.floats(source, (long) shape.batch() * 3 * shape.side() * shape.side());
        Block one = block(source, 3, shape.first(), shape.side(), 0);
        Block two = block(one.pooled(), shape.first(), shape.second(), half, 2);

        var innerDesc = graph.own(new inner_product_forward.desc(
                kind(),
                graph.any(shape.batch(), shape.second(), quarter, quarter),
                graph.any(shape.dense(), shape.second(), quarter, quarter),
                graph.any(shape.dense()),
                graph.plain(memory.format_tag.nc, shape.batch(), shape.dense())));
        var inner = graph.own(new inner_product_forward.primitive_desc(innerDesc, reluAfter(), graph.engine()));
        memory flat = forward.reordered(two.pooled(), graph.own(inner.src_desc()));
        memory denseWeights = weights(
                4,
                graph.own(inner.weights_desc()),
                memory.format_tag.oihw,
                shape.dense(),
                shape.second(),
                quarter,
                quarter);
        memory denseBias = weights(5, graph.own(inner.bias_desc()), memory.format_tag.x, shape.dense());
        memory dense = graph.memory(graph.own(inner.dst_desc()));
        forward.add(
                new inner_product_forward(inner),
                dnnl.DNNL_ARG_SRC,
                flat,
                dnnl.DNNL_ARG_WEIGHTS,
                denseWeights,
                dnnl.DNNL_ARG_BIAS,
                denseBias,
                dnnl.DNNL_ARG_DST,
                dense);
        activations = graph.floats(dense, (long) shape.batch() * shape.dense());
        memory denseGradient = graph.memory(graph.own(inner.dst_desc()));
        activationGradients = graph.floats(denseGradient, (long) shape.batch() * shape.dense());
        if (shape.training()) {
            memory flatGradient = innerBackward(inner, flat, denseWeights, denseGradient, quarter);
            memory pooledGradient = blockBackward(two, flatGradient, shape.first(), shape.second(), half, 2, true);
            blockBackward(one, pooledGradient, 3, shape.first(), shape.side(), 0, false);
        }
    }

    private dnnl.prop_kind kind() {
        return shape.training() ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference;
    }

    private primitive_attr reluAfter() {
        post_ops operations = graph.own(new post_ops());
        operations.append_eltwise(1f, dnnl.algorithm.eltwise_relu, 0f, 0f);
        primitive_attr attributes = graph.own(new primitive_attr());
        attributes.set_post_ops(operations);
        return attributes;
    }

    private Block block(memory source, int channels, int filters, int side, int tensor) {
        int half = side / 2;
        var what = graph.own(new convolution_forward.desc(
                kind(),
                dnnl.algorithm.convolution_direct,
                graph.any(shape.batch(), channels, side, side),
                graph.any(filters, channels, 3, 3),
                graph.any(filters),
                graph.any(shape.batch(), filters, side, side),
                ONES,
                ONES,
                ONES));
        var convolution = graph.own(new convolution_forward.primitive_desc(what, reluAfter(), graph.engine()));
        memory blocked = forward.reordered(source, graph.own(convolution.src_desc()));
        memory matrix =
                weights(tensor, graph.own(convolution.weights_desc()), memory.format_tag.oihw, filters, channels, 3, 3);
        memory bias = weights(tensor + 1, graph.own(convolution.bias_desc()), memory.format_tag.x, filters);
        memory convolved = graph.memory(graph.own(convolution.dst_desc()));
        forward.add(
                new convolution_forward(convolution),
                dnnl.DNNL_ARG_SRC,
                blocked,
                dnnl.DNNL_ARG_WEIGHTS,
                matrix,
                dnnl.DNNL_ARG_BIAS,
                bias,
                dnnl.DNNL_ARG_DST,
                convolved);
        var poolingDesc = graph.own(new pooling_forward.desc(
                kind(),
                dnnl.algorithm.pooling_max,
                graph.own(convolution.dst_desc()),
                graph.any(shape.batch(), filters, half, half),
                TWOS,
                TWOS,
                NONE,
                NONE));
        var pooling = graph.own(new pooling_forward.primitive_desc(poolingDesc, graph.engine()));
        memory pooled = graph.memory(graph.own(pooling.dst_desc()));
        if (!shape.training()) {
            forward.add(new pooling_forward(pooling), dnnl.DNNL_ARG_SRC, convolved, dnnl.DNNL_ARG_DST, pooled);
            return new Block(convolution, blocked, matrix, convolved, pooling, pooled, pooled);
        }
        memory workspace = graph.memory(graph.own(pooling.workspace_desc()));
        forward.add(
                new pooling_forward(pooling),
                dnnl.DNNL_ARG_SRC,
                convolved,
                dnnl.DNNL_ARG_DST,
                pooled,
                dnnl.DNNL_ARG_WORKSPACE,
                workspace);
        return new Block(convolution, blocked, matrix, convolved, pooling, workspace, pooled);
    }

    /** Returns the gradient of the dense layer's input. */
    private memory innerBackward(
            inner_product_forward.primitive_desc inner, memory flat, memory weights, memory gradient, int quarter) {
        var weightsDesc = graph.own(new inner_product_backward_weights.desc(
                graph.own(inner.src_desc()),
                graph.any(shape.dense(), shape.second(), quarter, quarter),
                graph.any(shape.dense()),
                graph.own(inner.dst_desc())));
        var byWeights =
                graph.own(new inner_product_backward_weights.primitive_desc(weightsDesc, graph.engine(), inner));
        memory matrix = graph.memory(graph.own(byWeights.diff_weights_desc()));
        memory bias = graph.memory(graph.own(byWeights.diff_bias_desc()));
        backward.add(
                new inner_product_backward_weights(byWeights),
                dnnl.DNNL_ARG_SRC,
                flat,
                dnnl.DNNL_ARG_DIFF_DST,
                gradient,
                dnnl.DNNL_ARG_DIFF_WEIGHTS,
                matrix,
                dnnl.DNNL_ARG_DIFF_BIAS,
                bias);
        gradients(4, matrix, memory.format_tag.oihw, shape.dense(), shape.second(), quarter, quarter);
        gradients(5, bias, memory.format_tag.x, shape.dense());
        var dataDesc = graph.own(new inner_product_backward_data.desc(
                graph.own(inner.src_desc()), graph.own(inner.weights_desc()), graph.own(inner.dst_desc())));
        var byData = graph.own(new inner_product_backward_data.primitive_desc(dataDesc, graph.engine(), inner));
        memory flatGradient = graph.memory(graph.own(byData.diff_src_desc()));
        backward.add(
                new inner_product_backward_data(byData),
                dnnl.DNNL_ARG_DIFF_DST,
                gradient,
                dnnl.DNNL_ARG_WEIGHTS,
                weights,
                dnnl.DNNL_ARG_DIFF_SRC,
                flatGradient);
        return flatGradient;
    }

    /** Returns the gradient of the block's source; of the first block nobody needs it. */
    private memory blockBackward(
            Block block, memory pooledGradient, int channels, int filters, int side, int tensor, boolean sourceToo) {
        memory convolvedLike = graph.memory(graph.own(block.convolution().dst_desc()));
        var poolingDesc = graph.own(new pooling_backward.desc(
                dnnl.algorithm.pooling_max,
                graph.own(block.convolution().dst_desc()),
                graph.own(block.pooling().dst_desc()),
                TWOS,
                TWOS,
                NONE,
                NONE));
        var pooling = graph.own(new pooling_backward.primitive_desc(poolingDesc, graph.engine(), block.pooling()));
        memory pooled = backward.reordered(pooledGradient, graph.own(pooling.diff_dst_desc()));
        backward.add(
                new pooling_backward(pooling),
                dnnl.DNNL_ARG_DIFF_DST,
                pooled,
                dnnl.DNNL_ARG_WORKSPACE,
                block.workspace(),
                dnnl.DNNL_ARG_DIFF_SRC,
                convolvedLike);
        reluBackward(block, convolvedLike);
        convolutionByWeights(block, convolvedLike, channels, filters, side, tensor);
        return sourceToo ? convolutionByData(block, convolvedLike, channels, filters, side) : convolvedLike;
    }

    /** In place, by the sign of the result. */
    private void reluBackward(Block block, memory gradient) {
        memory.desc layout = graph.own(block.convolution().dst_desc());
        var forwardDesc = graph.own(new eltwise_forward.desc(
                dnnl.prop_kind.forward_training, dnnl.algorithm.eltwise_relu_use_dst_for_bwd, layout, 0f, 0f));
        var hint = graph.own(new eltwise_forward.primitive_desc(forwardDesc, graph.engine()));
        var what = graph.own(
                new eltwise_backward.desc(dnnl.algorithm.eltwise_relu_use_dst_for_bwd, layout, layout, 0f, 0f));
        var relu = graph.own(new eltwise_backward.primitive_desc(what, graph.engine(), hint));
        backward.add(
                new eltwise_backward(relu),
                dnnl.DNNL_ARG_DST,
                block.convolved(),
                dnnl.DNNL_ARG_DIFF_DST,
                gradient,
                dnnl.DNNL_ARG_DIFF_SRC,
                gradient);
    }

    private void convolutionByWeights(Block block, memory gradient, int channels, int filters, int side, int tensor) {
        var what = graph.own(new convolution_backward_weights.desc(
                dnnl.algorithm.convolution_direct,
                graph.any(shape.batch(), channels, side, side),
                graph.any(filters, channels, 3, 3),
                graph.any(filters),
                graph.any(shape.batch(), filters, side, side),
                ONES,
                ONES,
                ONES));
        var byWeights =
                graph.own(new convolution_backward_weights.primitive_desc(what, graph.engine(), block.convolution()));
        memory source = backward.reordered(block.source(), graph.own(byWeights.src_desc()));
        memory blocked = backward.reordered(gradient, graph.own(byWeights.diff_dst_desc()));
        memory matrix = graph.memory(graph.own(byWeights.diff_weights_desc()));
        memory bias = graph.memory(graph.own(byWeights.diff_bias_desc()));
        backward.add(
                new convolution_backward_weights(byWeights),
                dnnl.DNNL_ARG_SRC,
                source,
                dnnl.DNNL_ARG_DIFF_DST,
                blocked,
                dnnl.DNNL_ARG_DIFF_WEIGHTS,
                matrix,
                dnnl.DNNL_ARG_DIFF_BIAS,
                bias);
        gradients(tensor, matrix, memory.format_tag.oihw, filters, channels, 3, 3);
        gradients(tensor + 1, bias, memory.format_tag.x, filters);
    }

    private memory convolutionByData(Block block, memory gradient, int channels, int filters, int side) {
        var what = graph.own(new convolution_backward_data.desc(
                dnnl.algorithm.convolution_direct,
                graph.any(shape.batch(), channels, side, side),
                graph.any(filters, channels, 3, 3),
                graph.any(shape.batch(), filters, side, side),
                ONES,
                ONES,
                ONES));
        var byData = graph.own(new convolution_backward_data.primitive_desc(what, graph.engine(), block.convolution()));
        memory blocked = backward.reordered(gradient, graph.own(byData.diff_dst_desc()));
        memory matrix = backward.reordered(block.weights(), graph.own(byData.weights_desc()));
        memory sourceGradient = graph.memory(graph.own(byData.diff_src_desc()));
        backward.add(
                new convolution_backward_data(byData),
                dnnl.DNNL_ARG_DIFF_DST,
                blocked,
                dnnl.DNNL_ARG_WEIGHTS,
                matrix,
                dnnl.DNNL_ARG_DIFF_SRC,
                sourceGradient);
        return sourceGradient;
    }

    private memory weights(int tensor, memory.desc layout, memory.format_tag tag, long... extents) {
        memory plain = graph.memory(graph.plain(tag, extents));
        weights[tensor] = graph.floats(plain, size(extents));
        return loading.reordered(plain, layout);
    }

    private void gradients(int tensor, memory blocked, memory.format_tag tag, long... extents) {
        memory plain = backward.reordered(blocked, graph.plain(tag, extents));
        gradients[tensor] = graph.floats(plain, size(extents));
    }

    private static long size(long... extents) {
        long size = 1;
        for (long extent : extents) {
            size *= extent;
        }
        return size;
    }

    /** Takes over weights; to be called again whenever they have changed. */
    public void load(float[][] values) {
        for (int tensor = 0; tensor < TENSORS; tensor++) {
            weights[tensor].put(values[tensor]);
        }
        loading.run();
    }

    /**
     * @param images [image][channel][row][column], the whole batch
     * @param result set to the dense layer's activations, [image][unit]
     */
    public void forward(float[] images, float[] result) {
        input.put(images, 0, images.length);
        forward.run();
        activations.get(result, 0, result.length);
    }

    /**
     * After {@link #forward}.
     *
     * @param denseGradients the loss' gradient in the dense layer's sums (before its ReLU), [image][unit]
     * @param result set to the gradient in each tensor
     */
    public void backward(float[] denseGradients, float[][] result) {
        activationGradients.put(denseGradients, 0, denseGradients.length);
        backward.run();
        for (int tensor = 0; tensor < TENSORS; tensor++) {
            gradients[tensor].get(result[tensor]);
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
