package dev.millrace.model.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** The dense layer with its ReLU, as steps of a graph. */
final class DenseStage {

    /** Fastest at every batch size; for one image oneDNN would choose another layout, a quarter slower. */
    private static final memory.format_tag UNITS_TOGETHER = memory.format_tag.ihwo;

    private final ForwardPlan plan;
    private final OneDnnGraph graph;
    private final inner_product_forward.primitive_desc product;
    private final memory source;
    private final memory result;

    DenseStage(ForwardPlan plan, memory pooled) {
        this.plan = plan;
        this.graph = plan.graph();
        this.product = product();
        this.source = plan.steps().reordered(pooled, graph.own(product.src_desc()));
        this.result = graph.memory(graph.own(product.dst_desc()));
        plan.steps()
                .add(
                        new inner_product_forward(product),
                        dnnl.DNNL_ARG_SRC,
                        source,
                        dnnl.DNNL_ARG_WEIGHTS,
                        plan.weights(ConvolutionShape.DENSE, product.weights_desc()),
                        dnnl.DNNL_ARG_BIAS,
                        plan.weights(ConvolutionShape.DENSE + 1, product.bias_desc()),
                        dnnl.DNNL_ARG_DST,
                        result);
    }

    private inner_product_forward.primitive_desc product() {
        ConvolutionShape shape = plan.shape();
        var what = graph.own(new inner_product_forward.desc(
                plan.kind(),
                graph.any(plan.batch(), shape.second(), shape.flatSide(), shape.flatSide()),
                graph.named(UNITS_TOGETHER, shape.extents(ConvolutionShape.DENSE)),
                graph.plain(memory.format_tag.x, shape.dense()),
                graph.plain(memory.format_tag.nc, plan.batch(), shape.dense())));
        return graph.own(new inner_product_forward.primitive_desc(what, graph.reluAfter(), graph.engine()));
    }

    /** Float32, [image][unit]. */
    memory result() {
        return result;
    }

    /** Memory for the gradient of the sums, before ReLU. */
    memory gradient() {
        return graph.memory(graph.own(product.dst_desc()));
    }

    void weightsBackward(OneDnnGraph.Sequence backward, memory gradient, NativeGradients gradients) {
        ConvolutionShape shape = plan.shape();
        var what = graph.own(new inner_product_backward_weights.desc(
                graph.own(product.src_desc()),
                graph.any(shape.extents(ConvolutionShape.DENSE)),
                graph.plain(memory.format_tag.x, shape.dense()),
                graph.own(product.dst_desc())));
        var primitive = graph.own(new inner_product_backward_weights.primitive_desc(what, graph.engine(), product));
        memory matrix = graph.memory(graph.own(primitive.diff_weights_desc()));
        memory bias = graph.memory(graph.own(primitive.diff_bias_desc()));
        backward.add(
                new inner_product_backward_weights(primitive),
                dnnl.DNNL_ARG_SRC,
                source,
                dnnl.DNNL_ARG_DIFF_DST,
                gradient,
                dnnl.DNNL_ARG_DIFF_WEIGHTS,
                matrix,
                dnnl.DNNL_ARG_DIFF_BIAS,
                bias);
        gradients.add(ConvolutionShape.DENSE, matrix);
        gradients.add(ConvolutionShape.DENSE + 1, bias);
    }

    /** Returns the gradient of the input. */
    memory sourceBackward(OneDnnGraph.Sequence backward, memory gradient) {
        var what = graph.own(new inner_product_backward_data.desc(
                graph.own(product.src_desc()),
                graph.any(plan.shape().extents(ConvolutionShape.DENSE)),
                graph.own(product.dst_desc())));
        var primitive = graph.own(new inner_product_backward_data.primitive_desc(what, graph.engine(), product));
        memory result = graph.memory(graph.own(primitive.diff_src_desc()));
        backward.add(
                new inner_product_backward_data(primitive),
                dnnl.DNNL_ARG_DIFF_DST,
                gradient,
                dnnl.DNNL_ARG_WEIGHTS,
                plan.weights(ConvolutionShape.DENSE, primitive.weights_desc()),
                dnnl.DNNL_ARG_DIFF_SRC,
                result);
        return result;
    }
}
