package dev.millrace.model.text;

import java.util.Arrays;

/** The recurrent memory of a few rows: cells, states and the sum of the states, all doubled. Owned by one thread. */
final class CellBlock {

    /** So many that their gates fit the first-level cache together. */
    static final int ROWS = 8;

    private final float[] cells;
    private final float[] states;
    private final float[] sums;
    private final float[] squashed;

    CellBlock(int units) {
        this.cells = new float[ROWS * units];
        this.states = new float[ROWS * units];
        this.sums = new float[ROWS * units];
        this.squashed = new float[ROWS * units];
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

    /** Since the beginning, [row][unit]. */
    float[] sums() {
        return sums;
    }

    /** Goes on by a step with the first {@code length} numbers. */
    void advance(Gates gates, int length) {
        renew(gates.input(), gates.forget(), gates.candidate(), length);
        Activations.tanh(squashed, 0, length);
        giveOut(gates.output(), length);
    }

    private void renew(float[] input, float[] forget, float[] candidate, int length) {
        for (int i = 0; i < length; i++) {
            float kept = 0.5f * Math.fma(forget[i], cells[i], cells[i]);
            float cell = kept + Math.fma(input[i], candidate[i], candidate[i]);
            cells[i] = cell;
            squashed[i] = 0.5f * cell;
        }
    }

    private void giveOut(float[] output, int length) {
        for (int i = 0; i < length; i++) {
            float state = Math.fma(output[i], squashed[i], squashed[i]);
            states[i] = state;
            sums[i] += state;
        }
    }
}
