package dev.millrace.cli.evaluate;

import dev.millrace.model.Outcome;
import java.util.List;
import java.util.Optional;

/** How often two ways of classifying the same inputs say the same. For one thread. */
final class Agreement {

    private int compared;
    private int equal;

    /** Outcomes of the same inputs in the same order. */
    void add(List<Outcome> left, List<Outcome> right) {
        for (int i = 0; i < left.size(); i++) {
            Optional<String> label = label(left.get(i));
            compared += label.isPresent() ? 1 : 0;
            equal += label.isPresent() && label.equals(label(right.get(i))) ? 1 : 0;
        }
    }

    private static Optional<String> label(Outcome outcome) {
        return outcome.fold(
                classified -> Optional.of(classified.classification().label()), rejected -> Optional.empty());
    }

    /** Of those that the first one classified, 0 to 1; not a number where there is none. */
    double share() {
        return (double) equal / compared;
    }
}
