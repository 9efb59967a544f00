package dev.millrace.model.onednn;

import java.util.function.Function;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;

/** A 3×3 convolution that keeps the size, ReLU, and 2×2 max pooling, as steps of a graph. */
final class ConvolutionStage {

    private static final long[] TWOS = {2, 2};
    private static final long[] NONE = {0, 0};

    /**
     * @param tensor index of its weights; the bias is the next tensor
     * @param side width and height of the input in pixels
     */
    record Place(int batch, int tensor, int channels, int filters, int side) {

        static final long[] ONES = {1, 1};

        memory.desc source(OneDnnGraph graph) {
            return graph.any(batch, channels, side, side);
        }

        memory.desc weights(OneDnnGraph graph) {
            return graph.any(filters, channels, 3, 3);
        }

        memory.desc bias(OneDnnGraph graph) {
            return graph.plain(memory.format_tag.x, filters);
        }

        memory.desc convolved(OneDnnGraph graph) {
            return graph.any(batch, filters, side, side);
        }

        memory.desc pooled(OneDnnGraph graph) {
            return graph.any(batch, filters, side / 2, side / 2);
        }
    }

    private final Place place;
    private final convolution_forward.primitive_desc convolution;
    private final pooling_forward.primitive_desc pooling;
    private final memory source;
    private final memory workspace;
    private final memory pooled;

    /** @param source creates the input in a requested layout */
    ConvolutionStage(ForwardPlan plan, Place place, Function<memory.desc, memory> source) {
        OneDnnGraph graph = plan.graph();
        this.place = place;
        this.convolution = convolution(graph, place, plan.kind());
        this.source = source.apply(graph.own(convolution.src_desc()));
        memory convolved = graph.memory(graph.own(convolution.dst_desc()));
        plan.steps()
                .add(
                        new convolution_forward(convolution),
                        dnnl.DNNL_ARG_SRC,
                        this.source,
                        dnnl.DNNL_ARG_WEIGHTS,
                        plan.weights(place.tensor(), convolution.weights_desc()),
                        dnnl.DNNL_ARG_BIAS,
                        plan.weights(place.tensor() + 1, convolution.bias_desc()),
                        dnnl.DNNL_ARG_DST,
                        convolved);
        this.pooling = pooling(graph, place, plan.kind(), graph.own(convolution.dst_desc()));
        this.pooled = graph.memory(graph.own(pooling.dst_desc()));
        this.workspace = graph.memory(graph.own(pooling.workspace_desc()));
        plan.steps()
                .add(
                        new pooling_forward(pooling),
                        dnnl.DNNL_ARG_SRC,
                        convolved,
                        dnnl.DNNL_ARG_DST,
                        pooled,
                        dnnl.DNNL_ARG_WORKSPACE,
                        workspace);
    }

    private static convolution_forward.primitive_desc convolution(OneDnnGraph graph, Place place, dnnl.prop_kind kind) {
        return ConvolutionAlgorithm.fastest(graph, place.channels(), (method, mayBeMissing) -> {
            var what = graph.own(new convolution_forward.desc(
                    kind,
                    method,
                    place.source(graph),
                    place.weights(graph),
                    place.bias(graph),
                    place.convolved(graph),
                    Place.ONES,
                    Place.ONES,
                    Place.ONES));
            return new convolution_forward.primitive_desc(what, graph.reluAfter(), graph.engine(), mayBeMissing);
        });
    }

    private static pooling_forward.primitive_desc pooling(
            OneDnnGraph graph, Place place, dnnl.prop_kind kind, memory.desc convolved) {
        var what = graph.own(new pooling_forward.desc(
                kind, dnnl.algorithm.pooling_max, convolved, place.pooled(graph), TWOS, TWOS, NONE, NONE));
        return graph.own(new pooling_forward.primitive_desc(what, graph.engine()));
    }

    Place place() {
        return place;
    }

    convolution_forward.primitive_desc convolution() {
        return convolution;
    }

    pooling_forward.primitive_desc pooling() {
        return pooling;
    }

    memory source() {
        return source;
    }

    /** Which pixel of each window was the maximum; empty when not training. */
    memory workspace() {
        return workspace;
    }

    memory pooled() {
        return pooled;
    }
}
