package dev.millrace.trainer.runs;

import dev.millrace.trainer.gate.GateVerdict;
import dev.millrace.trainer.training.LabelRules;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run ended.
 *
 * @param reason a sentence with the deciding figures
 * @param candidateAccuracy on the gate part, 0 to 1; empty if the run did not get that far
 * @param championAccuracy the champion's on the same gate part; empty if there was none
 * @param labels on which an operator has to decide first, at most 100
 */
public record RunEnd(
        Kind kind,
        String reason,
        OptionalDouble candidateAccuracy,
        OptionalDouble championAccuracy,
        List<String> labels) {

    /** Maximum number of labels that a record lists. */
    private static final int MAX_LABELS = 100;

    public RunEnd {
        labels = List.copyOf(labels);
    }

    /** The outcome for the candidate. */
    public enum Kind {
        /** It is the champion. */
        PUBLISHED,
        /** The champion stays: the gate kept it, or there were too many labels. */
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
                verdict.championAccuracy(),
                List.of());
    }

    /** The end of a run without a candidate. */
    public static RunEnd failed(String reason) {
        return new RunEnd(Kind.FAILED, reason, OptionalDouble.empty(), OptionalDouble.empty(), List.of());
    }

    /** The end of a run that did not fit a candidate because an operator has to decide on labels first. */
    static RunEnd refused(LabelRules.Refusal refusal) {
        List<String> first = refusal.labels()
                .subList(0, Math.min(MAX_LABELS, refusal.labels().size()));
        return new RunEnd(Kind.REFUSED, refusal.reason(), OptionalDouble.empty(), OptionalDouble.empty(), first);
    }

    Optional<Double> candidate() {
        return candidateAccuracy.isEmpty() ? Optional.empty() : Optional.of(candidateAccuracy.getAsDouble());
    }

    Optional<Double> champion() {
        return championAccuracy.isEmpty() ? Optional.empty() : Optional.of(championAccuracy.getAsDouble());
    }
}
