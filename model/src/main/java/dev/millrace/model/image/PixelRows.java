package dev.millrace.model.image;

/** An image's pixels, row by row, so that resizing never needs a second copy of the whole. */
@FunctionalInterface
interface PixelRows {

    /** Writes the row's samples (red, green, blue a pixel) to the start of {@code target}. */
    void read(int row, byte[] target);
}
