package dev.millrace.trainer.gate;

import dev.millrace.model.artifact.Bfloat16Agreement;
import java.util.List;

/**
 * The true labels of the gate part: all label names, the candidate's first, and an index into them for each example.
 */
public final class GateSplit {

    private final List<String> labels;
    private final int learned;
    private final int[] truth;

    private GateSplit(List<String> labels, int learned, int[] truth) {
        this.labels = labels;
        this.learned = learned;
        this.truth = truth;
    }

    /**
     * A part whose labels the candidate knows, all of them.
     *
     * @param truth for each example an index into the labels
     */
    public static GateSplit of(List<String> labels, int[] truth) {
        return of(labels, labels.size(), truth);
    }

    /**
     * A part with labels that only the champion knows.
     *
     * @param learned number of labels, from the first, that the candidate knows; only the champion knows the others
     * @param truth for each example an index into the labels
     */
    public static GateSplit of(List<String> labels, int learned, int[] truth) {
        if (learned < 0 || learned > labels.size()) {
            throw new IllegalArgumentException("learned labels must be 0 to " + labels.size() + ", got " + learned);
        }
        return new GateSplit(List.copyOf(labels), learned, truth.clone());
    }

    List<String> labels() {
        return labels;
    }

    /** Labels that the champion knows and the candidate does not. */
    List<String> lostLabels() {
        return labels.subList(learned, labels.size());
    }

    int size() {
        return truth.length;
    }

    int truth(int example) {
        return truth[example];
    }

    boolean isRight(Answers answers, int example) {
        return answers.predicted(example) == truth[example];
    }

    int right(Answers answers) {
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += isRight(answers, i) ? 1 : 0;
        }
        return right;
    }

    /** Compares a model's answers in bfloat16 with those in float32. There must be at least one example. */
    public Bfloat16Agreement agreement(Answers inFloat32, Answers inBfloat16) {
        int compared = 0;
        int equal = 0;
        for (int i = 0; i < truth.length; i++) {
            int label = inFloat32.predicted(i);
            compared += label == Answers.NONE ? 0 : 1;
            equal += label != Answers.NONE && label == inBfloat16.predicted(i) ? 1 : 0;
        }
        return new Bfloat16Agreement(
                (double) equal / compared, (double) (right(inBfloat16) - right(inFloat32)) / truth.length);
    }

    /** Number of examples with each label. */
    int[] counts() {
        return Answers.of(truth, 0).counts(labels);
    }

    /** The answers of a model that always predicts the most frequent label. */
    Answers majority() {
        int[] counts = counts();
        int majority = 0;
        for (int label = 1; label < counts.length; label++) {
            majority = counts[label] > counts[majority] ? label : majority;
        }
        int[] predicted = new int[truth.length];
        java.util.Arrays.fill(predicted, majority);
        return Answers.of(predicted, 0);
    }
}
