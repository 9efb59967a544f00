package dev.millrace.trainer.gate;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's exact test, one-sided: what two models get right and wrong alike says nothing; only the examples on which they
 * differ count. Between equal models, each of those is a fair coin.
 *
 * @param examples in all
 * @param onlyCandidate examples that only the candidate gets right
 * @param onlyIncumbent examples that only the incumbent gets right
 */
record PairedTest(int examples, int onlyCandidate, int onlyIncumbent) {

    /** So that 0.29 of 100 examples, in floating point a little less than 29, are 29. */
    private static final double ROUNDING = 1e-9;

    static PairedTest of(GateSplit part, Answers candidate, Answers incumbent) {
        int onlyCandidate = 0;
        int onlyIncumbent = 0;
        for (int i = 0; i < part.size(); i++) {
            boolean isCandidateRight = part.isRight(candidate, i);
            boolean isIncumbentRight = part.isRight(incumbent, i);
            onlyCandidate += isCandidateRight && !isIncumbentRight ? 1 : 0;
            onlyIncumbent += isIncumbentRight && !isCandidateRight ? 1 : 0;
        }
        return new PairedTest(part.size(), onlyCandidate, onlyIncumbent);
    }

    /**
     * How sure it is that the candidate's accuracy is at least the incumbent's less the margin, 0 to 1: one less the p-value
     * of the exact one-sided test, and 0.5 for a tie, which says nothing.
     *
     * <p>A margin counts as that many whole examples more that only the candidate gets right; a negative one, as examples
     * that only the incumbent gets right.
     */
    double confidence(double margin) {
        int allowance = (int) Math.floor(margin * examples + ROUNDING);
        int won = onlyCandidate + Math.max(0, allowance);
        int lost = onlyIncumbent + Math.max(0, -allowance);
        return won == lost ? 0.5 : BinomialDistribution.of(won + lost, 0.5).cumulativeProbability(won - 1);
    }
}
