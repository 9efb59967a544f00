package dev.millrace.model.text;

import dev.millrace.model.fitting.CrossEntropy;
import dev.millrace.model.onednn.LstmChunks;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.TextArchitecture;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Scores texts of different lengths one chunk at a time, longest first: each chunk computes only the texts that have not
 * ended.
 */
final class ChunkedOneDnnScorer implements TextScorer {

    /** Ten chunks for 250 tokens. Larger chunks exceed the second-level cache, smaller ones cost more calls. */
    private static final int STEPS = 25;

    private static final int[] ROWS = {1, 2, 4, 8, 12, 16, 24, 32, 48, 64};
    private static final int MOST_ROWS = ROWS[ROWS.length - 1];

    private final int units;
    private final ChunkedOneDnnEngine weights;
    private final LstmChunks forward;
    private final LstmChunks backward;
    private final float[] step;

    /** @param weights the caller keeps ownership */
    ChunkedOneDnnScorer(TextArchitecture shape, ChunkedOneDnnEngine weights, Precision precision) {
        this.units = shape.lstmUnits();
        this.weights = weights;
        this.forward = new LstmChunks(weights.forward(), weights.words(), STEPS, MOST_ROWS, precision);
        this.backward = new LstmChunks(weights.backward(), weights.words(), STEPS, MOST_ROWS, precision);
        this.step = new float[units];
    }

    @Override
    public float[][] probabilities(List<int[]> texts, int labels) {
        Integer[] order = LengthOrder.longestFirst(texts);
        float[][] probabilities = new float[texts.size()][];
        for (int from = 0; from < order.length; from += MOST_ROWS) {
            Integer[] group = Arrays.copyOfRange(order, from, Math.min(order.length, from + MOST_ROWS));
            float[][] pooled = pooled(Arrays.stream(group).map(texts::get).toArray(int[][]::new));
            for (int row = 0; row < group.length; row++) {
                float[] sums = TextWeights.outputSums(weights.values(), pooled[row]);
                probabilities[group[row]] = CrossEntropy.probabilities(sums, labels);
            }
        }
        return probabilities;
    }

    /** The mean hidden state of each row, both directions side by side. */
    private float[][] pooled(int[][] sorted) {
        float[][] pooled = new float[sorted.length][2 * units];
        run(forward, sorted, false, pooled, 0);
        run(backward, sorted, true, pooled, units);
        for (int row = 0; row < sorted.length; row++) {
            for (int i = 0; i < 2 * units; i++) {
                pooled[row][i] /= sorted[row].length;
            }
        }
        return pooled;
    }

    private void run(LstmChunks direction, int[][] sorted, boolean fromEnd, float[][] sums, int half) {
        direction.reset();
        int active = sorted.length;
        for (int start = 0; start < sorted[0].length; start += STEPS) {
            while (sorted[active - 1].length <= start) {
                active--;
            }
            int rows = rows(active);
            embed(direction, Arrays.copyOf(sorted, active), start, rows, fromEnd);
            direction.run(rows);
            int whole = whole(sorted, active, start);
            direction.addUp(rows, whole);
            addRest(direction.hidden(), Arrays.copyOf(sorted, active), whole, start, rows, sums, half);
        }
        for (int row = 0; row < sorted.length; row++) {
            direction.sums().get(row * units, step, 0, units);
            for (int i = 0; i < units; i++) {
                sums[row][half + i] += step[i];
            }
        }
    }

    /** The number of texts, the longest ones, that continue through the whole chunk. */
    private static int whole(int[][] sorted, int active, int start) {
        int whole = active;
        while (whole > 0 && sorted[whole - 1].length < start + STEPS) {
            whole--;
        }
        return whole;
    }

    private static int rows(int active) {
        return Arrays.stream(ROWS).filter(rows -> rows >= active).findFirst().orElseThrow();
    }

    /**
     * Places of texts that have ended keep their previous content, which is finite and whose results are never read.
     */
    private static void embed(LstmChunks direction, int[][] active, int start, int rows, boolean fromEnd) {
        for (int row = 0; row < active.length; row++) {
            int[] text = active[row];
            int end = Math.min(STEPS, text.length - start);
            for (int time = 0; time < end; time++) {
                int place = start + time;
                direction.put(text[fromEnd ? text.length - 1 - place : place], time * rows + row);
            }
        }
    }

    /** Adds the states of texts that end within the chunk, up to their ends. */
    private void addRest(FloatBuffer hidden, int[][] active, int whole, int start, int rows, float[][] sums, int half) {
        for (int row = whole; row < active.length; row++) {
            int end = active[row].length - start;
            for (int time = 0; time < end; time++) {
                hidden.get((time * rows + row) * units, step, 0, units);
                for (int i = 0; i < units; i++) {
                    sums[row][half + i] += step[i];
                }
            }
        }
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
