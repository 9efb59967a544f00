package dev.millrace.model.text;

import dev.millrace.model.fitting.CrossEntropy;
import java.util.Arrays;
import java.util.List;

/**
 * Scores texts of different lengths one step at a time, longest first: each step computes only the rows that have not
 * ended.
 */
final class PrecomputedInputScorer implements TextScorer {

    private static final int MOST_ROWS = 64;

    private final int units;
    private final float[][] values;
    private final PrecomputedInputDirection forward;
    private final PrecomputedInputDirection backward;
    private final int[] words = new int[MOST_ROWS];

    /** @param weights the caller keeps ownership */
    PrecomputedInputScorer(PrecomputedInputEngine weights) {
        this.values = weights.values();
        this.forward = new PrecomputedInputDirection(weights.forward(), MOST_ROWS);
        this.backward = new PrecomputedInputDirection(weights.backward(), MOST_ROWS);
        this.units = weights.forward().units();
    }

    @Override
    public float[][] probabilities(List<int[]> texts, int labels) {
        Integer[] order = LengthOrder.longestFirst(texts);
        float[][] probabilities = new float[texts.size()][];
        for (int from = 0; from < order.length; from += MOST_ROWS) {
            Integer[] group = Arrays.copyOfRange(order, from, Math.min(order.length, from + MOST_ROWS));
            int[][] sorted = Arrays.stream(group).map(texts::get).toArray(int[][]::new);
            run(forward, sorted, false);
            run(backward, sorted, true);
            for (int row = 0; row < group.length; row++) {
                float[] sums = TextWeights.outputSums(values, pooled(row, sorted[row].length));
                probabilities[group[row]] = CrossEntropy.probabilities(sums, labels);
            }
        }
        return probabilities;
    }

    private void run(PrecomputedInputDirection direction, int[][] sorted, boolean fromEnd) {
        direction.reset(sorted.length);
        int active = sorted.length;
        for (int step = 0; step < sorted[0].length; step++) {
            while (sorted[active - 1].length <= step) {
                active--;
            }
            for (int row = 0; row < active; row++) {
                words[row] = sorted[row][fromEnd ? sorted[row].length - 1 - step : step];
            }
            direction.step(words, active);
        }
    }

    /** The mean hidden state, both directions side by side. */
    private float[] pooled(int row, int length) {
        float[] pooled = new float[2 * units];
        for (int i = 0; i < units; i++) {
            pooled[i] = forward.sum(row, i) / length;
            pooled[units + i] = backward.sum(row, i) / length;
        }
        return pooled;
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
