package dev.millrace.trainer.training;

import java.util.Set;

/**
 * Which labels a task's models may have, and how many.
 *
 * @param max maximum number of labels of a model, at least 2; with labels of 200 characters, a prediction of 1,000 labels
 *     stays below Kafka's default record size of 1 MiB
 * @param maxNew maximum number of labels that a model may have and the champion does not, unless an operator approved
 *     them; at least 0
 * @param allowed the only labels that count; any if it is empty
 */
public record LabelLimits(int max, int maxNew, Set<String> allowed) {

    public LabelLimits {
        if (max < 2 || maxNew < 0) {
            throw new IllegalArgumentException(
                    "required a maximum of at least 2 labels and at least 0 new ones, got " + max + " and " + maxNew);
        }
        allowed = Set.copyOf(allowed);
    }

    /** At most 1,000 labels, 20 of them new; any label counts. */
    public static LabelLimits standard() {
        return new LabelLimits(1_000, 20, Set.of());
    }
}
