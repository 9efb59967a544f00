package dev.millrace.trainer.runs;

import dev.millrace.trainer.gate.GateVerdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run ended.
 *
 * @param reason a sentence for people, with the figures that decided
 * @param candidateAccuracy on the gate part, where it came that far
 * @param incumbentAccuracy on the same gate part, where there was an incumbent
 */
public record RunEnd(Kind kind, String reason, OptionalDouble candidateAccuracy, OptionalDouble incumbentAccuracy) {

    /** What became of the model. */
    public enum Kind {
        /** It is champion. */
        PUBLISHED,
        /** The gate kept the incumbent. */
        REFUSED,
        /** There was none to judge. */
        FAILED
    }

    public static RunEnd of(GateVerdict verdict) {
        return new RunEnd(
                verdict.fold(passed -> Kind.PUBLISHED, refused -> Kind.REFUSED),
                verdict.reason(),
                OptionalDouble.of(verdict.candidateAccuracy()),
                verdict.incumbentAccuracy());
    }

    public static RunEnd failed(String reason) {
        return new RunEnd(Kind.FAILED, reason, OptionalDouble.empty(), OptionalDouble.empty());
    }

    Optional<Double> candidate() {
        return candidateAccuracy.isEmpty() ? Optional.empty() : Optional.of(candidateAccuracy.getAsDouble());
    }

    Optional<Double> incumbent() {
        return incumbentAccuracy.isEmpty() ? Optional.empty() : Optional.of(incumbentAccuracy.getAsDouble());
    }
}
