package dev.millrace.trainer.gate;

import java.util.List;

/** One model's answers to the gate part, example by example. */
public final class Answers {

    /** No answer, or a label that the gate part doesn't know. */
    public static final int NONE = -1;

    private final int[] predicted;
    private final double loss;

    private Answers(int[] predicted, double loss) {
        this.predicted = predicted;
        this.loss = loss;
    }

    /**
     * @param predicted a place in the gate part's labels, or {@link #NONE}, for each example
     * @param loss mean cross-entropy, nats; not finite where the model gave a number that isn't
     */
    public static Answers of(int[] predicted, double loss) {
        return new Answers(predicted.clone(), loss);
    }

    public double loss() {
        return loss;
    }

    int size() {
        return predicted.length;
    }

    int predicted(int example) {
        return predicted[example];
    }

    /** How many examples got each label. */
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
