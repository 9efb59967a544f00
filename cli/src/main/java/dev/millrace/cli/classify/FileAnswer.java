package dev.millrace.cli.classify;

import dev.millrace.model.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What became of one input: classified or not. */
sealed interface FileAnswer {

    /** Name of the input. */
    String input();

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(Function<Classified, R> onClassified, Function<Unclassified, R> onUnclassified);

    /**
     * The model that answered.
     *
     * @param task empty if it was read from a file, as is {@code version}
     */
    record AnsweringModel(Optional<String> task, Optional<String> version, String sha256) {}

    /** A label for the input. */
    record Classified(String input, String label, float confidence, Map<String, Float> scores, AnsweringModel model)
            implements FileAnswer {
        @Override
        public <R> R fold(Function<Classified, R> onClassified, Function<Unclassified, R> onUnclassified) {
            return onClassified.apply(this);
        }
    }

    /**
     * No label.
     *
     * @param reason a code, as dead letters carry it
     * @param detail what was required and what came
     */
    record Unclassified(String input, String reason, String detail) implements FileAnswer {
        @Override
        public <R> R fold(Function<Classified, R> onClassified, Function<Unclassified, R> onUnclassified) {
            return onUnclassified.apply(this);
        }
    }

    /** The answer of a model in this process. */
    static FileAnswer of(String input, Outcome outcome, AnsweringModel model) {
        return outcome.fold(
                classified -> new Classified(
                        input,
                        classified.classification().label(),
                        classified.classification().confidence(),
                        classified.classification().scores(),
                        model),
                rejected -> new Unclassified(input, rejected.reason().name(), rejected.detail()));
    }
}
