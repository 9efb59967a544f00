package dev.millrace.model.image.jpeg;

/**
 * How the 64 coefficients of a component's blocks become fewer samples: each sample is the mean of the pixels that it
 * covers. The mean of pixels is linear in the coefficients, so those of high frequency are folded onto the lower ones,
 * and a smaller transform gives the means without the pixels.
 *
 * <p>Four samples or fewer leave out the frequencies whose share in them is small. The mean of the block stays exact.
 */
final class BlockShape {

    static final int SIDE = 8;
    static final int COEFFICIENTS = SIDE * SIDE;

    /** Up to the third frequency of each axis, in the order of the file. */
    private static final int SHOWN_BY_FOUR = 10;

    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private final int width;
    private final int height;
    private final int shown;
    private final int[] places = new int[COEFFICIENTS];
    private final float[] factors = new float[COEFFICIENTS];

    /**
     * @param width samples that a block has in a row: 1, 2, 4 or 8
     * @param height rows of samples: 1, 2, 4 or 8
     * @param quantization the steps of the coefficients, in the order of the file
     */
    BlockShape(int width, int height, int[] quantization) {
        this.width = width;
        this.height = height;
        this.shown = shown(width * height);
        for (int i = 0; i < COEFFICIENTS; i++) {
            int column = ZIGZAG[i] % SIDE;
            int row = ZIGZAG[i] / SIDE;
            places[i] = place(row, height) * width + place(column, width);
            factors[i] = (float) (factor(row, height) * factor(column, width) * quantization[i]);
        }
    }

    private static int shown(int samples) {
        return samples == 1 ? 1 : samples <= 4 ? SHOWN_BY_FOUR : COEFFICIENTS;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int samples() {
        return width * height;
    }

    /** So many of the first coefficients matter. */
    int shown() {
        return shown;
    }

    /** Whether only the first coefficient matters. */
    boolean isMean() {
        return width == 1 && height == 1;
    }

    /** Adds the coefficient of an index in the order of the file to a block of {@link #samples}. */
    void add(float[] block, int index, int value) {
        block[places[index]] += value * factors[index];
    }

    /** The mean of a block, above the middle of the range. */
    float mean(int first) {
        return first * factors[0];
    }

    /** Where a frequency of eight samples shows among so many means; for a frequency that no mean shows, any place. */
    private static int place(int frequency, int samples) {
        int place = frequency;
        for (int size = SIDE / 2; size >= samples; size /= 2) {
            place = place > size ? 2 * size - place : place == size ? 0 : place;
        }
        return place;
    }

    private static double factor(int frequency, int samples) {
        double factor = frequency == 0 ? Math.sqrt(1.0 / SIDE) : 0.5;
        int place = frequency;
        for (int size = SIDE / 2; size >= samples; size /= 2) {
            factor *= place == size ? 0 : Math.cos(place * Math.PI / (4 * size)) * (place > size ? -1 : 1);
            place = place > size ? 2 * size - place : place;
        }
        return factor;
    }
}
