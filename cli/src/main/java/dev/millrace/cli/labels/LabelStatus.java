package dev.millrace.cli.labels;

import dev.millrace.records.LabelDecision;
import java.util.Optional;

/**
 * What is known of one label of a task.
 *
 * @param isServed whether the serving model knows it
 * @param isWaiting whether the latest run did not go on because nobody has decided on it
 * @param decision the operators' latest decision, if any
 */
record LabelStatus(boolean isServed, boolean isWaiting, Optional<LabelDecision> decision) {

    static LabelStatus unknown() {
        return new LabelStatus(false, false, Optional.empty());
    }

    LabelStatus served() {
        return new LabelStatus(true, isWaiting, decision);
    }

    LabelStatus waiting() {
        return new LabelStatus(isServed, true, decision);
    }

    LabelStatus decided(Optional<LabelDecision> latest) {
        return new LabelStatus(isServed, isWaiting, latest);
    }

    /** In words: what was decided, else whether it waits for a decision, else that it serves. */
    String text() {
        return decision.map(made -> switch (made.getDecision()) {
                    case APPROVED -> "approved";
                    case REFUSED -> "refused";
                    case UNKNOWN -> "unknown decision";
                })
                .orElse(isWaiting ? "waits for a decision" : "no decision");
    }
}
