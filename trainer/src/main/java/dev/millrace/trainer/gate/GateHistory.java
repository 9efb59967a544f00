package dev.millrace.trainer.gate;

/**
 * How the gate has decided before on the champion and on the candidates that it refused since. It limits the error that
 * the next comparison may have: each refused comparison on the same part leaves less, and a champion that won its own
 * comparison leaves more.
 *
 * @param championWon whether the champion was the last model that passed, and passed against a champion
 * @param refusedExamples gate examples of all comparisons that were refused since a model last passed, added up
 */
public record GateHistory(boolean championWon, long refusedExamples) {

    /** A champion that won its comparison allows its first challenger this many times the error. */
    private static final double CREDIT = 2;

    /** The error never falls below this share, so that a part never runs out. */
    private static final double LEAST = 0.2;

    private static final double MOST = 0.5;

    public GateHistory {
        if (refusedExamples < 0) {
            throw new IllegalArgumentException("refused examples must be at least 0, got " + refusedExamples);
        }
    }

    /** No earlier comparison is known. */
    public static GateHistory none() {
        return new GateHistory(false, 0);
    }

    /**
     * How often the part was used by comparisons that were refused: each counts by its examples as a share of today's,
     * so growth of the part makes up for its use.
     *
     * @param gateExamples of today's part, at least 1
     */
    double uses(int gateExamples) {
        return (double) refusedExamples / gateExamples;
    }

    /**
     * The error that the next comparison may have, up to 0.5.
     *
     * @param error of a first comparison, 0 to 0.5
     */
    double allowedError(double error, int gateExamples) {
        double credit = championWon ? CREDIT * error : error;
        return Math.min(MOST, Math.max(LEAST * error, credit / (1 + uses(gateExamples))));
    }
}
