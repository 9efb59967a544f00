package dev.millrace.model.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;

/**
 * The backward pass of a {@link ConvolutionStage}. ReLU is differentiated first: only the maximum of each pooling window
 * has a gradient, and its sign equals the sign of the pooled value, so a quarter of the work suffices.
 */
final class ConvolutionStageBackward {

    private static final long[] TWOS = {2, 2};
    private static final long[] NONE = {0, 0};

    private final OneDnnGraph graph;
    private final OneDnnGraph.Sequence backward;
    private final ConvolutionStage stage;
    private final memory convolvedGradient;

    /** @param pooledGradient the gradient of the stage's result */
    ConvolutionStageBackward(
            OneDnnGraph graph, OneDnnGraph.Sequence backward, ConvolutionStage stage, memory pooledGradient) {
        this.graph = graph;
        this.backward = backward;
        this.stage = stage;
        memory.desc layout = graph.own(stage.pooling().dst_desc());
        memory positive = relu(layout, backward.reordered(pooledGradient, layout));
        this.convolvedGradient = pooling(layout, positive);
    }

    private memory relu(memory.desc layout, memory gradient) {
        dnnl.algorithm relu = dnnl.algorithm.eltwise_relu_use_dst_for_bwd;
        var forward = graph.own(new eltwise_forward.desc(dnnl.prop_kind.forward_training, relu, layout, 0f, 0f));
        var hint = graph.own(new eltwise_forward.primitive_desc(forward, graph.engine()));
        var what = graph.own(new eltwise_backward.desc(relu, layout, layout, 0f, 0f));
        var primitive = graph.own(new eltwise_backward.primitive_desc(what, graph.engine(), hint));
        memory result = graph.memory(layout);
        backward.add(
                new eltwise_backward(primitive),
                dnnl.DNNL_ARG_DST,
                stage.pooled(),
                dnnl.DNNL_ARG_DIFF_DST,
                gradient,
                dnnl.DNNL_ARG_DIFF_SRC,
                result);
        return result;
    }

    private memory pooling(memory.desc layout, memory gradient) {
        memory.desc convolved = graph.own(stage.convolution().dst_desc());
        var what = graph.own(
                new pooling_backward.desc(dnnl.algorithm.pooling_max, convolved, layout, TWOS, TWOS, NONE, NONE));
        var primitive = graph.own(new pooling_backward.primitive_desc(what, graph.engine(), stage.pooling()));
        memory result = graph.memory(convolved);
        backward.add(
                new pooling_backward(primitive),
                dnnl.DNNL_ARG_DIFF_DST,
                gradient,
                dnnl.DNNL_ARG_WORKSPACE,
                stage.workspace(),
                dnnl.DNNL_ARG_DIFF_SRC,
                result);
        return result;
    }

    void weights(NativeGradients gradients) {
        ConvolutionStage.Place place = stage.place();
        var primitive = weightsPrimitive(place);
        memory matrix = graph.memory(graph.own(primitive.diff_weights_desc()));
        memory bias = graph.memory(graph.own(primitive.diff_bias_desc()));
        backward.add(
                new convolution_backward_weights(primitive),
                dnnl.DNNL_ARG_SRC,
                backward.reordered(stage.source(), graph.own(primitive.src_desc())),
                dnnl.DNNL_ARG_DIFF_DST,
                backward.reordered(convolvedGradient, graph.own(primitive.diff_dst_desc())),
                dnnl.DNNL_ARG_DIFF_WEIGHTS,
                matrix,
                dnnl.DNNL_ARG_DIFF_BIAS,
                bias);
        gradients.add(place.tensor(), matrix);
        gradients.add(place.tensor() + 1, bias);
    }

    private convolution_backward_weights.primitive_desc weightsPrimitive(ConvolutionStage.Place place) {
        return ConvolutionAlgorithm.fastest(graph, place.channels(), (method, mayBeMissing) -> {
            var what = graph.own(new convolution_backward_weights.desc(
                    method,
                    place.source(graph),
                    place.weights(graph),
                    place.bias(graph),
                    place.convolved(graph),
                    ConvolutionStage.Place.ONES,
                    ConvolutionStage.Place.ONES,
                    ConvolutionStage.Place.ONES));
            return new convolution_backward_weights.primitive_desc(
                    what, graph.engine(), stage.convolution(), mayBeMissing);
        });
    }

    /** Returns the gradient of the input. */
    memory source(ForwardPlan plan) {
        ConvolutionStage.Place place = stage.place();
        var primitive = sourcePrimitive(place);
        memory result = graph.memory(graph.own(primitive.diff_src_desc()));
        backward.add(
                new convolution_backward_data(primitive),
                dnnl.DNNL_ARG_DIFF_DST,
                backward.reordered(convolvedGradient, graph.own(primitive.diff_dst_desc())),
                dnnl.DNNL_ARG_WEIGHTS,
                plan.weights(place.tensor(), primitive.weights_desc()),
                dnnl.DNNL_ARG_DIFF_SRC,
                result);
        return result;
    }

    private convolution_backward_data.primitive_desc sourcePrimitive(ConvolutionStage.Place place) {
        return ConvolutionAlgorithm.fastest(graph, place.channels(), (method, mayBeMissing) -> {
            var what = graph.own(new convolution_backward_data.desc(
                    method,
                    place.source(graph),
                    place.weights(graph),
                    place.convolved(graph),
                    ConvolutionStage.Place.ONES,
                    ConvolutionStage.Place.ONES,
                    ConvolutionStage.Place.ONES));
            return new convolution_backward_data.primitive_desc(
                    what, graph.engine(), stage.convolution(), mayBeMissing);
        });
    }
}
