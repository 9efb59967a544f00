package dev.millrace.trainer.gate;

import java.util.OptionalDouble;
import java.util.function.Function;

/** The gate's decision, passed or refused, with a sentence that contains the deciding figures. */
public sealed interface GateVerdict {

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(Function<Passed, R> onPassed, Function<Refused, R> onRefused);

    /** One sentence with the deciding figures. */
    String reason();

    /** Accuracy on the gate part, 0 to 1. */
    double candidateAccuracy();

    /** Accuracy on the same gate part; empty if there is no champion. */
    OptionalDouble championAccuracy();

    /** The candidate becomes champion. */
    record Passed(String reason, double candidateAccuracy, OptionalDouble championAccuracy) implements GateVerdict {
        @Override
        public <R> R fold(Function<Passed, R> onPassed, Function<Refused, R> onRefused) {
            return onPassed.apply(this);
        }
    }

    /** The champion stays. */
    record Refused(String reason, double candidateAccuracy, OptionalDouble championAccuracy) implements GateVerdict {
        @Override
        public <R> R fold(Function<Passed, R> onPassed, Function<Refused, R> onRefused) {
            return onRefused.apply(this);
        }
    }
}
