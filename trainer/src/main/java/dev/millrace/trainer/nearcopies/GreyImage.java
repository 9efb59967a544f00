package dev.millrace.trainer.nearcopies;

import java.util.Optional;

/** The brightness of an image in 32 rows of 32 pixels, 0 to 255. */
final class GreyImage {

    static final int SIDE = 32;
    private static final int SMALLEST_SIDE = 16;
    private static final double CORRELATION = 0.6;
    private static final int SHIFT = 2;
    private static final int DIFFERENCES = SIDE - 1;
    /** A few odd pixels in a plain image are no structure, so no difference counts for more than this. */
    private static final float STEEP = 8;

    private static final double STRUCTURE = 1;

    private final float[] pixels;
    private final float[] right = new float[DIFFERENCES * DIFFERENCES];
    private final float[] down = new float[DIFFERENCES * DIFFERENCES];

    private GreyImage(float[] pixels) {
        this.pixels = pixels;
        for (int y = 0; y < DIFFERENCES; y++) {
            for (int x = 0; x < DIFFERENCES; x++) {
                float here = pixels[y * SIDE + x];
                right[y * DIFFERENCES + x] = pixels[y * SIDE + x + 1] - here;
                down[y * DIFFERENCES + x] = pixels[(y + 1) * SIDE + x] - here;
            }
        }
    }

    /**
     * Converts red, green and blue of each pixel of a square, in rows. Empty if it is no square, or smaller than 16 pixels a
     * side.
     */
    static Optional<GreyImage> of(byte[] rgb) {
        int side = (int) Math.round(Math.sqrt(rgb.length / 3.0));
        if (side < SMALLEST_SIDE || 3 * side * side != rgb.length) {
            return Optional.empty();
        }
        float[] pixels = new float[side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] =
                    0.299f * (rgb[3 * i] & 0xFF) + 0.587f * (rgb[3 * i + 1] & 0xFF) + 0.114f * (rgb[3 * i + 2] & 0xFF);
        }
        return Optional.of(new GreyImage(side == SIDE ? pixels : Resampling.square(pixels, side, SIDE)));
    }

    /** Whether neighbouring pixels differ enough to tell the image from others. */
    boolean hasStructure() {
        double sum = 0;
        for (int i = 0; i < right.length; i++) {
            float across = Math.min(Math.abs(right[i]), STEEP);
            float along = Math.min(Math.abs(down[i]), STEEP);
            sum += across * across + along * along;
        }
        return sum / right.length >= STRUCTURE;
    }

    /** The means of two by two pixels, in rows, without a margin of so many pixels. */
    float[] halved(int margin) {
        int side = SIDE / 2 - margin;
        float[] means = new float[side * side];
        for (int i = 0; i < means.length; i++) {
            int corner = (i / side * 2 + margin) * SIDE + i % side * 2 + margin;
            means[i] = (pixels[corner] + pixels[corner + 1] + pixels[corner + SIDE] + pixels[corner + SIDE + 1]) / 4;
        }
        return means;
    }

    /** Whether the differences of neighbouring pixels correlate after a shift of at most two pixels in each direction. */
    boolean correlates(GreyImage other) {
        for (int y = -SHIFT; y <= SHIFT; y++) {
            for (int x = -SHIFT; x <= SHIFT; x++) {
                if (correlation(other, y * DIFFERENCES + x) >= CORRELATION) {
                    return true;
                }
            }
        }
        return false;
    }

    private double correlation(GreyImage other, int shift) {
        float product = 0;
        float mine = 0;
        float others = 0;
        for (int y = SHIFT; y < DIFFERENCES - SHIFT; y++) {
            for (int i = y * DIFFERENCES + SHIFT; i < (y + 1) * DIFFERENCES - SHIFT; i++) {
                int j = i + shift;
                product += right[i] * other.right[j] + down[i] * other.down[j];
                mine += right[i] * right[i] + down[i] * down[i];
                others += other.right[j] * other.right[j] + other.down[j] * other.down[j];
            }
        }
        return product / Math.max(1e-6, Math.sqrt((double) mine * others));
    }
}
