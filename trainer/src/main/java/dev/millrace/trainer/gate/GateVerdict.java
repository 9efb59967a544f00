package dev.millrace.trainer.gate;

import java.util.OptionalDouble;
import java.util.function.Function;

/** What the gate says: exactly one of the two, with a sentence for people that has the figures which decided. */
public sealed interface GateVerdict {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Passed, R> onPassed, Function<Refused, R> onRefused);

    String reason();

    /** On the gate part, 0 to 1. */
    double candidateAccuracy();

    /** On the same gate part; none without an incumbent. */
    OptionalDouble incumbentAccuracy();

    /** The candidate becomes champion. */
    record Passed(String reason, double candidateAccuracy, OptionalDouble incumbentAccuracy) implements GateVerdict {
        @Override
        public <R> R fold(Function<Passed, R> onPassed, Function<Refused, R> onRefused) {
            return onPassed.apply(this);
        }
    }

    /** The incumbent stays. */
    record Refused(String reason, double candidateAccuracy, OptionalDouble incumbentAccuracy) implements GateVerdict {
        @Override
        public <R> R fold(Function<Passed, R> onPassed, Function<Refused, R> onRefused) {
            return onRefused.apply(this);
        }
    }
}
