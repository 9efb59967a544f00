package dev.millrace.model.text;

import dev.millrace.model.nativemath.StepProduct;

/**
 * The four gates of a few rows at one step, each in an array of its own: HotSpot vectorises loops over several arrays only
 * where all are read at the same index. Owned by one thread.
 */
final class Gates {

    private final int units;
    private final float[] all;
    private final float[] forget;
    private final float[] candidate;
    private final float[] output;

    Gates(int rows, int units) {
        this.units = units;
        this.all = new float[4 * rows * units];
        this.forget = new float[rows * units];
        this.candidate = new float[rows * units];
        this.output = new float[rows * units];
    }

    /** Takes in the sums of rows that follow one another, and squashes them. */
    void squash(StepProduct product, int from, int rows) {
        collect(product, from, rows);
        int length = rows * units;
        Squashing.tanh(all, 0, 4 * length);
        System.arraycopy(all, length, forget, 0, length);
        System.arraycopy(all, 2 * length, candidate, 0, length);
        System.arraycopy(all, 3 * length, output, 0, length);
    }

    /** Side by side, [gate][row][unit]. */
    private void collect(StepProduct product, int from, int rows) {
        if (rows == 1) {
            product.sums(from, 0, all, 0, 4 * units);
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int gate = 0; gate < 4; gate++) {
                product.sums(from + row, gate * units, all, (gate * rows + row) * units, units);
            }
        }
    }

    /** The first numbers are the input gate's. */
    float[] input() {
        return all;
    }

    float[] forget() {
        return forget;
    }

    float[] candidate() {
        return candidate;
    }

    float[] output() {
        return output;
    }
}
