package dev.millrace.model.onednn;

import org.bytedeco.dnnl.memory;

/**
 * The convolutional network without its last layer. Its tensors, in the order and layout of the artifact: first
 * convolution, its bias, second convolution, its bias, dense, its bias.
 *
 * @param side width and height in pixels
 * @param first filters of the first convolution
 * @param second filters of the second convolution
 * @param dense units of the dense layer
 */
public record ConvolutionShape(int side, int first, int second, int dense) {

    /** Samples per pixel. */
    public static final int CHANNELS = 3;

    /** Number of tensors with weights. */
    public static final int TENSORS = 6;

    static final int DENSE = 4;

    /** Samples per image. */
    public int samples() {
        return CHANNELS * side * side;
    }

    int flatSide() {
        return side / 4;
    }

    long[] extents(int tensor) {
        return switch (tensor) {
            case 0 -> new long[] {first, CHANNELS, 3, 3};
            case 1 -> new long[] {first};
            case 2 -> new long[] {second, first, 3, 3};
            case 3 -> new long[] {second};
            case DENSE -> new long[] {dense, second, flatSide(), flatSide()};
            case DENSE + 1 -> new long[] {dense};
            default -> throw new IndexOutOfBoundsException("tensor " + tensor);
        };
    }

    /** The row-major layout of a tensor. */
    memory.format_tag tag(int tensor) {
        return extents(tensor).length == 1 ? memory.format_tag.x : memory.format_tag.oihw;
    }

    long size(int tensor) {
        long size = 1;
        for (long extent : extents(tensor)) {
            size *= extent;
        }
        return size;
    }
}
