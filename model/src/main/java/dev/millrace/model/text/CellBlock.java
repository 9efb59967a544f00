package dev.millrace.model.text;

import java.util.Arrays;

/** The recurrent memory of a few rows: cells, states and the sum of the states, all doubled. Owned by one thread. */
final class CellBlock {

    /** The number of rows whose gates together fit the first-level cache. */
    static final int ROWS = 8;

    private final float[] cells;
    private final float[] states;
    private final float[] sums;
    private final float[] tanh;

    CellBlock(int units) {
        this.cells = new float[ROWS * units];
        this.states = new float[ROWS * units];
        this.sums = new float[ROWS * units];
        this.tanh = new float[ROWS * units];
    }

    void reset() {
        Arrays.fill(cells, 0f);
        Arrays.fill(states, 0f);
        Arrays.fill(sums, 0f);
    }

    /** [row][unit]. */
    float[] states() {
        return states;
    }

    /** Sums since the start, [row][unit]. */
    float[] sums() {
        return sums;
    }

    /** Advances the first {@code length} numbers by one step. */
    void advance(Gates gates, int length) {
        renew(gates.input(), gates.forget(), gates.candidate(), length);
        Activations.tanh(tanh, 0, length);
        giveOut(gates.output(), length);
    }

    private void renew(float[] input, float[] forget, float[] candidate, int length) {
        for (int i = 0; i < length; i++) {
            float kept = 0.5f * Math.fma(forget[i], cells[i], cells[i]);
            float cell = kept + Math.fma(input[i], candidate[i], candidate[i]);
            cells[i] = cell;
            tanh[i] = 0.5f * cell;
        }
    }

    private void giveOut(float[] output, int length) {
        for (int i = 0; i < length; i++) {
            float state = Math.fma(output[i], tanh[i], tanh[i]);
            states[i] = state;
            sums[i] += state;
        }
    }
}
