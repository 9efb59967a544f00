package dev.millrace.model.image;

/** The pixels of an image, row by row, so that resizing never needs a second copy of the image. */
@FunctionalInterface
interface PixelRows {

    /** Writes the row's samples (red, green, blue a pixel) to the start of {@code target}. */
    void read(int row, byte[] target);
}
