package dev.millrace.trainer.intake;

import dev.millrace.trainer.examples.LabelledContent;
import java.util.function.Function;

/** What became of one labelled record: exactly one of the two. */
sealed interface Decoded {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Example, R> onExample, Function<Skipped, R> onSkipped);

    record Example(LabelledContent content) implements Decoded {
        @Override
        public <R> R fold(Function<Example, R> onExample, Function<Skipped, R> onSkipped) {
            return onExample.apply(this);
        }
    }

    record Skipped(Skip reason) implements Decoded {
        @Override
        public <R> R fold(Function<Example, R> onExample, Function<Skipped, R> onSkipped) {
            return onSkipped.apply(this);
        }
    }
}
