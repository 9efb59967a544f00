package dev.millrace.model.text;

import dev.millrace.model.onednn.RecurrentMatmul;

/**
 * The four gates of a few rows at one step, each in its own array: HotSpot vectorises a loop over several arrays only if
 * it reads all of them at the same index. Owned by one thread.
 */
final class Gates {

    private static final int COUNT = 4;

    private final int units;
    private final float[] sums;
    private final float[][] gates;

    Gates(int rows, int units) {
        this.units = units;
        this.sums = new float[rows * COUNT * units];
        this.gates = new float[COUNT][rows * units];
    }

    /** Reads the sums of consecutive rows, and applies the activation functions. */
    void activate(RecurrentMatmul product, int from, int rows) {
        product.sums(from, sums, rows);
        Activations.tanh(sums, 0, rows * COUNT * units);
        for (int row = 0; row < rows; row++) {
            for (int gate = 0; gate < COUNT; gate++) {
                System.arraycopy(sums, (row * COUNT + gate) * units, gates[gate], row * units, units);
            }
        }
    }

    /** Each gate: [row][unit]. */
    float[] input() {
        return gates[0];
    }

    float[] forget() {
        return gates[1];
    }

    float[] candidate() {
        return gates[2];
    }

    float[] output() {
        return gates[3];
    }
}
