package dev.millrace.cli.evaluate;

import dev.millrace.model.Classification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Counts of true labels against predicted ones, and what follows from them. For one thread. */
final class Confusion {

    /** Keeps a probability of 0 from costing infinitely much. */
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

    /** Share that is right, 0 to 1; not a number where nothing was judged. */
    double accuracy() {
        return (double) right / judged;
    }

    /** Mean cross-entropy, nats. */
    double loss() {
        return loss / judged;
    }

    /** Every label that was true or could have been said, in alphabetical order. */
    List<String> labels() {
        return new ArrayList<>(labels);
    }

    int count(String truth, String said) {
        return counts.getOrDefault(truth, Map.of()).getOrDefault(said, 0);
    }

    /** Of those it was said of, the share it is true of; not a number where it was never said. */
    double precision(String label) {
        return count(label, label)
                / (double)
                        labels.stream().mapToInt(truth -> count(truth, label)).sum();
    }

    /** Of those it is true of, the share it was said of; not a number where it is never true. */
    double recall(String label) {
        return count(label, label)
                / (double) labels.stream().mapToInt(said -> count(label, said)).sum();
    }
}
