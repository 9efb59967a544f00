package dev.millrace.model;

import java.util.function.Function;

/** What became of one input: exactly one of the two. */
public sealed interface Outcome {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Classified, R> onClassified, Function<Rejected, R> onRejected);

    /** The model's answer. */
    record Classified(Classification classification) implements Outcome {
        @Override
        public <R> R fold(Function<Classified, R> onClassified, Function<Rejected, R> onRejected) {
            return onClassified.apply(this);
        }
    }

    /** No answer, and why: {@code detail} names what was required and what came, never the content. */
    record Rejected(Rejection reason, String detail) implements Outcome {
        @Override
        public <R> R fold(Function<Classified, R> onClassified, Function<Rejected, R> onRejected) {
            return onRejected.apply(this);
        }
    }
}
