package dev.millrace.trainer.intake;

import dev.millrace.trainer.examples.LabelledContent;
import java.util.function.Function;

/** The result of decoding one labelled record: an example, or the reason why it was skipped. */
sealed interface Decoded {

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
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
