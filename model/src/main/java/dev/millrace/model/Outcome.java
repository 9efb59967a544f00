package dev.millrace.model;

import java.util.function.Function;

/** The outcome for one input: classified or rejected. */
public sealed interface Outcome {

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(Function<Classified, R> onClassified, Function<Rejected, R> onRejected);

    /** The model's answer. */
    record Classified(Classification classification) implements Outcome {
        @Override
        public <R> R fold(Function<Classified, R> onClassified, Function<Rejected, R> onRejected) {
            return onClassified.apply(this);
        }
    }

    /** No answer. {@code detail} names what was required and what came, never the content. */
    record Rejected(Rejection reason, String detail) implements Outcome {
        @Override
        public <R> R fold(Function<Classified, R> onClassified, Function<Rejected, R> onRejected) {
            return onRejected.apply(this);
        }
    }
}
