package dev.millrace.model.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * What the stages of a graph share while it is being built.
 *
 * @param steps the forward pass
 * @param batch number of images
 * @param kind whether a backward pass follows
 */
record ForwardPlan(
        OneDnnGraph graph, OneDnnGraph.Sequence steps, int batch, dnnl.prop_kind kind, ConvolutionWeights weights) {

    /** A tensor of the shared weights, in a layout. */
    memory weights(int tensor, memory.desc layout) {
        return graph.view(weights.in(tensor, graph.own(layout)));
    }

    float sampleDivisor() {
        return weights.sampleDivisor();
    }

    ConvolutionShape shape() {
        return weights.shape();
    }
}
