package dev.millrace.trainer.training;

import java.util.Set;

/**
 * What operators decided about a task's labels.
 *
 * @param approved may be learned, however many other new labels there are
 * @param refused take no part in training
 */
public record LabelDecisions(Set<String> approved, Set<String> refused) {

    public LabelDecisions {
        approved = Set.copyOf(approved);
        refused = Set.copyOf(refused);
    }

    /** No decisions. */
    public static LabelDecisions none() {
        return new LabelDecisions(Set.of(), Set.of());
    }
}
