package dev.millrace.trainer.runs;

import dev.millrace.trainer.gate.GateVerdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run ended.
 *
 * @param reason a sentence with the deciding figures
 * @param candidateAccuracy on the gate part, 0 to 1; empty if the run did not get that far
 * @param championAccuracy the champion's on the same gate part; empty if there was none
 */
public record RunEnd(Kind kind, String reason, OptionalDouble candidateAccuracy, OptionalDouble championAccuracy) {

    /** The outcome for the candidate. */
    public enum Kind {
        /** It is the champion. */
        PUBLISHED,
        /** The gate kept the champion. */
        REFUSED,
        /** There was no model to judge. */
        FAILED
    }

    /** The end of a run whose candidate the gate has judged. */
    public static RunEnd of(GateVerdict verdict) {
        return new RunEnd(
                verdict.fold(passed -> Kind.PUBLISHED, refused -> Kind.REFUSED),
                verdict.reason(),
                OptionalDouble.of(verdict.candidateAccuracy()),
                verdict.championAccuracy());
    }

    /** The end of a run without a candidate. */
    public static RunEnd failed(String reason) {
        return new RunEnd(Kind.FAILED, reason, OptionalDouble.empty(), OptionalDouble.empty());
    }

    Optional<Double> candidate() {
        return candidateAccuracy.isEmpty() ? Optional.empty() : Optional.of(candidateAccuracy.getAsDouble());
    }

    Optional<Double> champion() {
        return championAccuracy.isEmpty() ? Optional.empty() : Optional.of(championAccuracy.getAsDouble());
    }
}
