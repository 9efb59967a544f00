package dev.millrace.cli.evaluate;

import dev.millrace.model.Outcome;
import java.util.List;
import java.util.Optional;

/** How often two classifiers give the same label for the same inputs. Not thread-safe. */
final class Agreement {

    private int compared;
    private int equal;

    /** Adds the outcomes of both for the same inputs, in the same order. */
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

    /** Share of the inputs that the first one classified, 0 to 1; NaN if there are none. */
    double share() {
        return (double) equal / compared;
    }
}
