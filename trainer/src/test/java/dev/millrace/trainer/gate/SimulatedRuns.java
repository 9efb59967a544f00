package dev.millrace.trainer.gate;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Successive runs of one task, each judged by the real gate on random answers. The candidate and the champion differ on
 * 15 % of the examples on average.
 */
final class SimulatedRuns {

    static final double DISCORDANT = 0.15;
    private static final double ACCURACY = 0.8;

    private final Random random;
    private final int gateExamples;
    private final double growth;
    private final GateSplit part;
    private final boolean[] isChampionRight;
    private GateHistory history = GateHistory.none();

    /** @param growth training examples of each candidate for each of its champion's */
    SimulatedRuns(long seed, int gateExamples, double growth) {
        this.random = new Random(seed);
        this.gateExamples = gateExamples;
        this.growth = growth;
        this.part = GateSplit.of(List.of("neg", "pos"), ScriptedAnswers.truth(gateExamples, 2));
        this.isChampionRight = new boolean[gateExamples];
        renewPart();
    }

    /**
     * Judges one candidate on new examples.
     *
     * @param advantage true accuracy of the candidate minus the champion's
     * @return whether it replaced the champion
     */
    boolean nextOnNewPart(double advantage) {
        renewPart();
        return nextOnSamePart(advantage);
    }

    /** Judges one candidate on the examples of the run before, on which the champion may have been lucky. */
    boolean nextOnSamePart(double advantage) {
        double gained = (DISCORDANT + advantage) / 2 / (1 - ACCURACY);
        double lost = (DISCORDANT - advantage) / 2 / ACCURACY;
        boolean[] isCandidateRight = new boolean[gateExamples];
        for (int i = 0; i < gateExamples; i++) {
            isCandidateRight[i] = isChampionRight[i] ? random.nextDouble() >= lost : random.nextDouble() < gained;
        }
        boolean passes = new Gate(GateSettings.standard(), false, new PriorEvidence(growth, history))
                .decide(part, answers(isCandidateRight), Optional.of(answers(isChampionRight)))
                .fold(passed -> true, refused -> false);
        if (passes) {
            System.arraycopy(isCandidateRight, 0, isChampionRight, 0, gateExamples);
        }
        history = passes
                ? new GateHistory(true, 0)
                : new GateHistory(history.championWon(), history.refusedExamples() + gateExamples);
        return passes;
    }

    private void renewPart() {
        for (int i = 0; i < gateExamples; i++) {
            isChampionRight[i] = random.nextDouble() < ACCURACY;
        }
    }

    private static Answers answers(boolean[] isRight) {
        int[] predicted = ScriptedAnswers.truth(isRight.length, 2);
        for (int i = 0; i < isRight.length; i++) {
            predicted[i] = isRight[i] ? predicted[i] : 1 - predicted[i];
        }
        return Answers.of(predicted, 0.5);
    }
}
