package dev.millrace.model.onednn;

import org.bytedeco.dnnl.dnnl_primitive_desc_handle;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Chooses how a stage convolves. Winograd's minimal filtering needs fewer than half of the multiplications (Lavin and Gray
 * 2016, "Fast Algorithms for Convolutional Neural Networks"). It is used where a stage is deep enough for the transforms
 * to pay off and oneDNN supports it for this processor and precision; otherwise the direct algorithm is used.
 */
final class ConvolutionAlgorithm {

    /** With the 3 channels of an image, transforms take three times what they save. */
    private static final int FEWEST_CHANNELS = 16;

    private ConvolutionAlgorithm() {}

    /** Describes a primitive that convolves by an algorithm. */
    interface Description<D extends dnnl_primitive_desc_handle> {

        /** @param mayBeMissing whether to give an empty one where oneDNN has none, instead of throwing */
        D by(dnnl.algorithm method, boolean mayBeMissing);
    }

    static <D extends dnnl_primitive_desc_handle> D fastest(
            OneDnnGraph graph, int channels, Description<D> description) {
        if (channels >= FEWEST_CHANNELS) {
            D winograd = graph.own(description.by(dnnl.algorithm.convolution_winograd, true));
            if (winograd.asBoolean()) {
                return winograd;
            }
        }
        return graph.own(description.by(dnnl.algorithm.convolution_direct, false));
    }
}
