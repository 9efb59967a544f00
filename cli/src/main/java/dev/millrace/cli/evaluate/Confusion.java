package dev.millrace.cli.evaluate;

import dev.millrace.model.Classification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A confusion matrix and the measures that follow from it. Not thread-safe. */
final class Confusion {

    /** Bounds the loss of a probability of 0. */
    private static final double LEAST_PROBABILITY = 1e-7;

    private final TreeSet<String> labels = new TreeSet<>();
    private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    private int judged;
    private int right;
    private double loss;

    void add(String truth, Classification answer) {
        labels.add(truth);
        labels.addAll(answer.scores().keySet());
        counts.computeIfAbsent(truth, label -> new LinkedHashMap<>()).merge(answer.label(), 1, Integer::sum);
        judged++;
        right += answer.label().equals(truth) ? 1 : 0;
        loss -= Math.log(Math.max(answer.scores().getOrDefault(truth, 0f), LEAST_PROBABILITY));
    }

    int judged() {
        return judged;
    }

    /** Share classified correctly, 0 to 1; NaN if nothing was judged. */
    double accuracy() {
        return (double) right / judged;
    }

    /** Mean cross-entropy in nats. */
    double loss() {
        return loss / judged;
    }

    /** Every label that is true or could have been predicted, in alphabetical order. */
    List<String> labels() {
        return new ArrayList<>(labels);
    }

    int count(String truth, String said) {
        return counts.getOrDefault(truth, Map.of()).getOrDefault(said, 0);
    }

    /** Share of the predictions of {@code label} that are correct; NaN if it was never predicted. */
    double precision(String label) {
        return count(label, label)
                / (double)
                        labels.stream().mapToInt(truth -> count(truth, label)).sum();
    }

    /** Share of the examples of {@code label} that were predicted as such; NaN if there are none. */
    double recall(String label) {
        return count(label, label)
                / (double) labels.stream().mapToInt(said -> count(label, said)).sum();
    }
}
