package dev.millrace.model.spec;

/**
 * The shape of the convolutional network: 3×3 convolution 32 same ReLU, 2×2 max pool, 3×3 convolution 64 same ReLU, 2×2
 * max pool, dense 128 ReLU, dropout, softmax over the labels.
 *
 * <p>The layers must need at most 32 MiB for one image.
 *
 * @param side width and height in pixels to which every image is resized, 8 to 256, a multiple of 4 (two 2×2 poolings)
 * @param firstFilters filters of the first convolution, 1 to 4096
 * @param secondFilters filters of the second convolution, 1 to 4096
 * @param denseUnits units of the dense layer, 1 to 4096
 * @param fit how an image that is not square becomes one
 */
public record ImageArchitecture(int side, int firstFilters, int secondFilters, int denseUnits, ImageFit fit) {

    /** The name in manifests. */
    public static final String NAME = "cnn-2conv-dense";

    /** The name in manifests that name a fit. Version 0.1.0 refuses it instead of stretching images. */
    public static final String NAME_WITH_FIT = "cnn-2conv-dense-with-fit";

    public ImageArchitecture {
        if (side < 8 || side > 256 || side % 4 != 0) {
            throw new IllegalArgumentException("side must be a multiple of 4 from 8 to 256, got " + side);
        }
        requireWidth("first filters", firstFilters);
        requireWidth("second filters", secondFilters);
        requireWidth("dense units", denseUnits);
        ActivationMemory.require(floats(side, firstFilters, secondFilters, denseUnits));
    }

    /** The numbers that the layers compute for one image: samples, both convolutions and pools, dense. */
    private static long floats(long side, long firstFilters, long secondFilters, long denseUnits) {
        long pixels = side * side;
        return pixels * (3 + firstFilters)
                + pixels / 4 * (firstFilters + secondFilters)
                + pixels / 16 * secondFilters
                + denseUnits;
    }

    /** The shape for images that are stretched. */
    public ImageArchitecture(int side, int firstFilters, int secondFilters, int denseUnits) {
        this(side, firstFilters, secondFilters, denseUnits, ImageFit.STRETCH);
    }

    /** Side 32, 32 and 64 filters, 128 dense units. */
    public static ImageArchitecture standard() {
        return new ImageArchitecture(32, 32, 64, 128);
    }

    /** What the network takes of an image. */
    public ImageInput input() {
        return new ImageInput(side, fit);
    }

    /** The same network at another size of its input. */
    public ImageArchitecture withInput(ImageInput input) {
        return new ImageArchitecture(input.side(), firstFilters, secondFilters, denseUnits, input.fit());
    }

    private static void requireWidth(String name, int width) {
        if (width < 1 || width > 4096) {
            throw new IllegalArgumentException(name + " must be 1 to 4096, got " + width);
        }
    }
}
