package dev.millrace.model.text;

import dev.millrace.model.onednn.LookupTable;
import dev.millrace.model.onednn.RecurrentMatmul;

/**
 * The product for a single row in float32: loops over the heap that HotSpot vectorises. The weights do not all fit the
 * first-level cache. They are read forwards at one step and backwards at the next, so that those read last are still in
 * that cache; a library's product reads all of them from the second-level cache every time. OpenBLAS' takes three times
 * as long with its kernels for Cooper Lake.
 *
 * <p>Owned by one thread; table and weights may be shared.
 */
final class OneRowProduct implements RecurrentMatmul {

    /** Rows of weights per loop; with eight or more, JDK 17 does not vectorise it. */
    private static final int TOGETHER = 4;

    private final LookupTable table;
    private final float[][] weights;
    private final float[] states;
    private final float[] sums;
    private boolean isBackwards;

    /**
     * @param table a row of sums for each word
     * @param weights [numbers of a state][sums of a row]
     */
    OneRowProduct(LookupTable table, float[][] weights) {
        this.table = table;
        this.weights = weights;
        this.states = new float[weights.length];
        this.sums = new float[weights[0].length];
    }

    @Override
    public void word(int row, int word) {
        requireOnly(row);
        table.copy(word, sums);
    }

    @Override
    public void states(int from, float[] values, int count) {
        requireOnly(from + count - 1);
        System.arraycopy(values, 0, states, 0, states.length);
    }

    /** Call before a text's first step: the order of addition must not depend on earlier texts. */
    void reset() {
        isBackwards = false;
    }

    @Override
    public void run(int rows) {
        requireOnly(rows - 1);
        int fours = states.length / TOGETHER;
        for (int four = 0; four < fours; four++) {
            addFour(TOGETHER * (isBackwards ? fours - 1 - four : four));
        }
        for (int state = TOGETHER * fours; state < states.length; state++) {
            addOne(weights[state], states[state]);
        }
        isBackwards = !isBackwards;
    }

    private void addFour(int first) {
        float[] to = sums;
        float[] a = weights[first];
        float[] b = weights[first + 1];
        float[] c = weights[first + 2];
        float[] d = weights[first + 3];
        float ofA = states[first];
        float ofB = states[first + 1];
        float ofC = states[first + 2];
        float ofD = states[first + 3];
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.fma(d[i], ofD, Math.fma(c[i], ofC, Math.fma(b[i], ofB, Math.fma(a[i], ofA, to[i]))));
        }
    }

    private void addOne(float[] row, float state) {
        float[] to = sums;
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.fma(row[i], state, to[i]);
        }
    }

    @Override
    public void sums(int from, float[] to, int count) {
        requireOnly(from + count - 1);
        System.arraycopy(sums, 0, to, 0, sums.length);
    }

    private static void requireOnly(int row) {
        if (row != 0) {
            throw new IllegalArgumentException("required row 0, the only one, got row " + row);
        }
    }

    @Override
    public void close() {}
}
