package dev.millrace.trainer.gate;

/**
 * McNemar's test, one-sided: what two models get right and wrong alike says nothing; only the examples on which they
 * differ count.
 *
 * @param examples in all
 * @param onlyCandidate examples that only the candidate gets right
 * @param onlyIncumbent examples that only the incumbent gets right
 */
record PairedTest(int examples, int onlyCandidate, int onlyIncumbent) {

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

    /** How sure it is that the candidate's accuracy is at least the incumbent's less the margin, 0 to 1. */
    double confidence(double margin) {
        double differing = Math.max(1, onlyCandidate + onlyIncumbent);
        return normal((onlyCandidate - onlyIncumbent + margin * examples) / Math.sqrt(differing));
    }

    /** The normal distribution function, by Abramowitz and Stegun 26.2.17: right to 7 decimals. */
    static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
        return z == 0 ? 0.5 : z > 0 ? 1 - tail : tail;
    }
}
