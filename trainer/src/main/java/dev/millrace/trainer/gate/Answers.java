package dev.millrace.trainer.gate;

import java.util.List;

/** One model's answers to the gate part, one per example. */
public final class Answers {

    /** No answer, or a label that the gate part does not know. */
    public static final int NONE = -1;

    private final int[] predicted;
    private final double loss;

    private Answers(int[] predicted, double loss) {
        this.predicted = predicted;
        this.loss = loss;
    }

    /**
     * Wraps a model's answers.
     *
     * @param predicted for each example an index into the gate part's labels, or {@link #NONE}
     * @param loss mean cross-entropy in nats; not finite if the model produced a value that is not
     */
    public static Answers of(int[] predicted, double loss) {
        return new Answers(predicted.clone(), loss);
    }

    /** Mean cross-entropy in nats; not finite if the model produced a value that is not. */
    public double loss() {
        return loss;
    }

    int size() {
        return predicted.length;
    }

    int predicted(int example) {
        return predicted[example];
    }

    /** Number of examples that got each label. */
    int[] counts(List<String> labels) {
        int[] counts = new int[labels.size()];
        for (int label : predicted) {
            if (label != NONE) {
                counts[label]++;
            }
        }
        return counts;
    }
}
