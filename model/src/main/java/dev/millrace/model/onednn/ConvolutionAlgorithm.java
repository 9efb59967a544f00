package dev.millrace.model.onednn;

import org.bytedeco.dnnl.dnnl_primitive_desc_handle;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Chooses the algorithm of a convolution. Winograd's minimal filtering needs less than half of the multiplications
 * (Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks"). It is used if a stage has enough channels
 * for the transforms to pay off and oneDNN supports it for this processor and precision. Otherwise the direct algorithm
 * is used.
 */
final class ConvolutionAlgorithm {

    /** With the 3 channels of an image, transforms cost three times what they save. */
    private static final int FEWEST_CHANNELS = 16;

    private ConvolutionAlgorithm() {}

    /** Describes a primitive for a given algorithm. */
    interface Description<D extends dnnl_primitive_desc_handle> {

        /** @param mayBeMissing whether to return an empty description if oneDNN has none, instead of throwing */
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
