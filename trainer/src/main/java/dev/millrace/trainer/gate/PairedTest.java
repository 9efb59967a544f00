package dev.millrace.trainer.gate;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's exact test, one-sided: only the examples on which the two models differ count. Between equal models, each of
 * those is the toss of a fair coin.
 *
 * @param examples number of all examples
 * @param onlyCandidate number of examples that only the candidate gets right
 * @param onlyChampion number of examples that only the champion gets right
 */
record PairedTest(int examples, int onlyCandidate, int onlyChampion) {

    /** So that 0.29 of 100 examples, slightly below 29 in floating point, counts as 29. */
    private static final double ROUNDING = 1e-9;

    static PairedTest of(GateSplit part, Answers candidate, Answers champion) {
        int onlyCandidate = 0;
        int onlyChampion = 0;
        for (int i = 0; i < part.size(); i++) {
            boolean isCandidateRight = part.isRight(candidate, i);
            boolean isChampionRight = part.isRight(champion, i);
            onlyCandidate += isCandidateRight && !isChampionRight ? 1 : 0;
            onlyChampion += isChampionRight && !isCandidateRight ? 1 : 0;
        }
        return new PairedTest(part.size(), onlyCandidate, onlyChampion);
    }

    /**
     * The confidence that the candidate's accuracy is at least the champion's minus the margin, 0 to 1: one minus the
     * p-value of the exact one-sided test, and 0.5 for a tie, which is no evidence.
     *
     * <p>A margin counts as that many more whole examples that only the candidate gets right; a negative margin counts
     * as examples that only the champion gets right.
     */
    double confidence(double margin) {
        int won = won(margin);
        int lost = lost(margin);
        return won == lost ? 0.5 : BinomialDistribution.of(won + lost, 0.5).cumulativeProbability(won - 1);
    }

    /** Whether the candidate has won more examples than it has lost, the margin included. */
    boolean isAhead(double margin) {
        return won(margin) > lost(margin);
    }

    private int won(double margin) {
        return onlyCandidate + Math.max(0, allowance(margin));
    }

    private int lost(double margin) {
        return onlyChampion + Math.max(0, -allowance(margin));
    }

    private int allowance(double margin) {
        return (int) Math.floor(margin * examples + ROUNDING);
    }
}
