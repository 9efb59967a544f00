package dev.millrace.model.image;

/** The pixels of an image, row by row, so that resizing needs no second copy of the image. */
@FunctionalInterface
interface PixelRows {

    /** Writes a row's samples (red, green, blue per pixel) to the start of {@code target}. */
    void read(int row, byte[] target);
}
