package dev.millrace.trainer.gate;

import java.util.Locale;

/**
 * What is known of a candidate before both models answer the gate part.
 *
 * @param growth training examples of the candidate for each of the champion's, more than 0
 * @param history of the comparisons before this one
 */
public record PriorEvidence(double growth, GateHistory history) {

    /** With this growth, a candidate that is ahead at all on a small part needs no further proof. */
    private static final double FULL_GROWTH = 1.5;

    /** Up to this size of the gate part, growth counts in full. */
    private static final int SMALL_PART = 300;

    /** From this size on, growth counts for nothing, because the part proves what matters. */
    private static final int LARGE_PART = 1_000;

    private static final double NO_PROOF = 0.5;

    public PriorEvidence {
        if (!(growth > 0 && Double.isFinite(growth))) {
            throw new IllegalArgumentException("growth must be finite and greater than 0, got " + growth);
        }
    }

    /** The same number of examples, and no earlier comparison. */
    public static PriorEvidence none() {
        return new PriorEvidence(1, GateHistory.none());
    }

    /** Compares a candidate with a champion by their training examples; a champion without any counts as one of one. */
    public static PriorEvidence of(long candidateExamples, long championExamples, GateHistory history) {
        return new PriorEvidence((double) Math.max(1, candidateExamples) / Math.max(1, championExamples), history);
    }

    /**
     * The confidence that the comparison must reach. On a small part it falls with the logarithm of the growth, from what
     * the history requires to 0.5. A confidence of 0.5 requires no proof, whatever the history.
     *
     * @param confidence of a first comparison without growth, 0.5 to 1
     * @param gateExamples of today's part, at least 1
     */
    double requiredConfidence(double confidence, int gateExamples) {
        if (confidence <= NO_PROOF) {
            return NO_PROOF;
        }
        double error = history.allowedError(1 - confidence, gateExamples);
        double grown = share(Math.log(growth) / Math.log(FULL_GROWTH));
        double small = share((double) (LARGE_PART - gateExamples) / (LARGE_PART - SMALL_PART));
        return 1 - error - grown * small * (NO_PROOF - error);
    }

    private static double share(double value) {
        return Math.min(1, Math.max(0, value));
    }

    /** The figures, as part of a sentence. */
    String figures(int gateExamples) {
        return String.format(
                Locale.ROOT,
                "%.2f times the champion's training examples and %.1f earlier refusals on this part",
                growth,
                history.uses(gateExamples));
    }
}
