package dev.millrace.model;

import dev.millrace.model.spec.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model's answer for one input: a probability for each of its labels. */
public final class Classification {

    private final Labels labels;
    private final float[] probabilities;
    private final int best;

    private Classification(Labels labels, float[] probabilities) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.best = indexOfGreatest(probabilities);
    }

    /**
     * Pairs labels with probabilities.
     *
     * @param probabilities one for each label, in the labels' order; 0 to 1
     * @throws IllegalArgumentException when there is not one per label, or one is not finite
     */
    public static Classification of(Labels labels, float[] probabilities) {
        if (probabilities.length != labels.size()) {
            throw new IllegalArgumentException(
                    "required " + labels.size() + " probabilities, got " + probabilities.length);
        }
        for (float probability : probabilities) {
            if (!Float.isFinite(probability)) {
                throw new IllegalArgumentException("a probability must be finite, got " + probability);
            }
        }
        return new Classification(labels, probabilities.clone());
    }

    /** The label with the highest probability; the first one if several are equal. */
    public String label() {
        return labels.name(best);
    }

    /** The probability of {@link #label}. */
    public float confidence() {
        return probabilities[best];
    }

    /** Every label's probability, in the labels' order. */
    public Map<String, Float> scores() {
        Map<String, Float> scores = new LinkedHashMap<>();
        for (int i = 0; i < probabilities.length; i++) {
            scores.put(labels.name(i), probabilities[i]);
        }
        return scores;
    }

    private static int indexOfGreatest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Classification that
                && labels.equals(that.labels)
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return label() + " " + confidence();
    }
}
