package dev.millrace.model.text;

import dev.millrace.model.nativemath.StepProduct;
import java.util.Arrays;

/**
 * One direction of the LSTM a step at a time, the product by a library and the rest in loops that HotSpot vectorises. States
 * are doubled, see {@link FoldedWeights}. Owned by one thread.
 */
final class FoldedDirection implements AutoCloseable {

    /** Rows whose gates fit the first-level cache together. */
    private static final int BLOCK = 8;

    private final FoldedWeights weights;
    private final int units;
    private final StepProduct product;
    private final float[] gates;
    private final float[] squashed;
    private final float[] cells;
    private final float[] hidden;
    private final float[] sums;

    /**
     * @param weights stay the caller's
     * @param rows at the most
     */
    FoldedDirection(FoldedWeights weights, int rows) {
        this.weights = weights;
        this.units = weights.units();
        this.product = new StepProduct(weights.recurrent(), rows);
        this.gates = new float[BLOCK * 4 * units];
        this.squashed = new float[BLOCK * units];
        this.cells = new float[rows * units];
        this.hidden = new float[rows * units];
        this.sums = new float[rows * units];
    }

    /** Begins anew, before the first step. */
    void reset() {
        Arrays.fill(cells, 0f);
        Arrays.fill(hidden, 0f);
        Arrays.fill(sums, 0f);
    }

    /** Twice the sum of the states since the beginning, [row][unit]. */
    float[] sums() {
        return sums;
    }

    /**
     * Goes on by a word.
     *
     * @param words of the first {@code rows} rows; a row that is not among them is over
     */
    void step(int[] words, int rows) {
        for (int row = 0; row < rows; row++) {
            product.start(row, weights.table(), words[row] * 4 * units);
        }
        product.run(hidden, rows);
        for (int from = 0; from < rows; from += BLOCK) {
            block(from, Math.min(BLOCK, rows - from));
        }
    }

    private void block(int from, int rows) {
        int length = rows * units;
        collect(from, rows);
        Squashing.tanh(gates, 0, 4 * length);
        renew(from * units, length);
        Squashing.tanh(squashed, 0, length);
        giveOut(from * units, length);
    }

    /** Gates of all rows side by side, [gate][row][unit]: the loops over them then are long. */
    private void collect(int from, int rows) {
        if (rows == 1) {
            product.sums(from, 0, gates, 0, 4 * units);
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int gate = 0; gate < 4; gate++) {
                product.sums(from + row, gate * units, gates, (gate * rows + row) * units, units);
            }
        }
    }

    private void renew(int at, int length) {
        for (int i = 0; i < length; i++) {
            float before = cells[at + i];
            float candidate = gates[2 * length + i];
            float kept = 0.5f * Math.fma(gates[length + i], before, before);
            float cell = kept + Math.fma(gates[i], candidate, candidate);
            cells[at + i] = cell;
            squashed[i] = 0.5f * cell;
        }
    }

    private void giveOut(int at, int length) {
        for (int i = 0; i < length; i++) {
            float state = Math.fma(gates[3 * length + i], squashed[i], squashed[i]);
            hidden[at + i] = state;
            sums[at + i] += state;
        }
    }

    @Override
    public void close() {
        product.close();
    }
}
