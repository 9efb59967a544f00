package dev.millrace.model.text;

import dev.millrace.model.nativemath.CrossEntropy;
import dev.millrace.model.nativemath.LstmPieces;
import dev.millrace.model.nativemath.Precision;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Scores texts of different lengths a piece at a time, the longest first: at each piece only the texts that are not over yet
 * are computed.
 */
final class PiecewiseScorer implements TextScorer {

    /** 250 tokens are ten of them; larger ones leave the second-level cache, smaller ones cost more calls. */
    private static final int STEPS = 25;

    private static final int[] ROWS = {1, 2, 4, 8, 12, 16, 24, 32, 48, 64};
    private static final int MOST_ROWS = ROWS[ROWS.length - 1];

    private final int embeddingSize;
    private final int units;
    private final SharedTextWeights weights;
    private final LstmPieces forward;
    private final LstmPieces backward;
    private final float[] piece;
    private final float[] step;

    /** @param weights stay the caller's */
    PiecewiseScorer(TextArchitecture shape, SharedTextWeights weights, Precision precision) {
        this.embeddingSize = shape.embeddingSize();
        this.units = shape.lstmUnits();
        this.weights = weights;
        this.forward = new LstmPieces(weights.forward(), STEPS, MOST_ROWS, precision);
        this.backward = new LstmPieces(weights.backward(), STEPS, MOST_ROWS, precision);
        this.piece = new float[STEPS * MOST_ROWS * embeddingSize];
        this.step = new float[MOST_ROWS * units];
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

    private void run(LstmPieces direction, int[][] sorted, boolean fromEnd, float[][] sums, int half) {
        direction.reset();
        int active = sorted.length;
        for (int start = 0; start < sorted[0].length; start += STEPS) {
            while (sorted[active - 1].length <= start) {
                active--;
            }
            int rows = rows(active);
            embed(direction.source(), Arrays.copyOf(sorted, active), start, rows, fromEnd);
            direction.run(rows);
            add(direction.hidden(), Arrays.copyOf(sorted, active), start, rows, sums, half);
        }
    }

    private static int rows(int active) {
        return Arrays.stream(ROWS).filter(rows -> rows >= active).findFirst().orElseThrow();
    }

    /** Places of texts that are over keep what was there before: finite, and nobody reads what comes of it. */
    private void embed(FloatBuffer source, int[][] active, int start, int rows, boolean fromEnd) {
        float[] table = weights.values()[TextWeights.EMBEDDING];
        int end = Math.min(STEPS, active[0].length - start);
        for (int time = 0; time < end; time++) {
            int place = start + time;
            for (int row = 0; row < active.length && place < active[row].length; row++) {
                int[] text = active[row];
                int token = text[fromEnd ? text.length - 1 - place : place];
                System.arraycopy(
                        table, token * embeddingSize, piece, (time * rows + row) * embeddingSize, embeddingSize);
            }
        }
        source.put(0, piece, 0, end * rows * embeddingSize);
    }

    private void add(FloatBuffer hidden, int[][] active, int start, int rows, float[][] sums, int half) {
        int end = Math.min(STEPS, active[0].length - start);
        for (int time = 0; time < end; time++) {
            hidden.get(time * rows * units, step, 0, active.length * units);
            for (int row = 0; row < active.length && start + time < active[row].length; row++) {
                float[] sum = sums[row];
                for (int i = 0; i < units; i++) {
                    sum[half + i] += step[row * units + i];
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
