package dev.millrace.trainer.gate;

import static dev.millrace.trainer.gate.ScriptedAnswers.rightFrom;
import static dev.millrace.trainer.gate.ScriptedAnswers.rightUpTo;
import static dev.millrace.trainer.gate.ScriptedAnswers.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.artifact.Bfloat16Agreement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GateTest {

    /** Two hundred examples, alternately "neg" and "pos". */
    private static final GateSplit PART = GateSplit.of(List.of("neg", "pos"), truth(200, 2));

    private final Gate gate = new Gate(GateSettings.standard());

    @Test
    void passesACandidateThatIsBetter() {
        GateVerdict verdict = gate.decide(PART, rightUpTo(160), Optional.of(rightUpTo(150)));

        assertThat(verdict).isInstanceOf(GateVerdict.Passed.class);
        assertThat(verdict.candidateAccuracy()).isEqualTo(0.8);
        assertThat(verdict.championAccuracy()).hasValue(0.75);
        assertThat(verdict.reason())
                .contains("160 of 200 right (80.0 %)", "150 of 200 right (75.0 %)", "10 newly right", "0 newly wrong");
    }

    @Test
    void keepsTheChampionOnATie() {
        GateVerdict verdict = gate.decide(PART, rightUpTo(150), Optional.of(rightFrom(50)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).startsWith("not good enough").endsWith("; the candidate is not ahead");
    }

    @Test
    void keepsTheChampionOnATieEvenIfNoProofIsRequired() {
        Gate lenient = new Gate(new GateSettings(0, 0.5, 30));

        GateVerdict same = lenient.decide(PART, rightUpTo(150), Optional.of(rightUpTo(150)));
        GateVerdict differs = lenient.decide(PART, rightUpTo(150), Optional.of(rightFrom(50)));
        GateVerdict ahead = lenient.decide(PART, rightUpTo(151), Optional.of(rightUpTo(150)));

        assertThat(same).isInstanceOf(GateVerdict.Refused.class);
        assertThat(differs).isInstanceOf(GateVerdict.Refused.class);
        assertThat(ahead).isInstanceOf(GateVerdict.Passed.class);
    }

    @Test
    void refusesACandidateThatIsWorse() {
        GateVerdict verdict = gate.decide(PART, rightUpTo(149), Optional.of(rightUpTo(150)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).startsWith("not good enough: 149 of 200");
    }

    @Test
    void passesAnAccuracyWithinTheMargin() {
        Gate lenient = new Gate(new GateSettings(0.02, 0.5, 30));

        GateVerdict within = lenient.decide(PART, rightUpTo(147), Optional.of(rightUpTo(150)));
        GateVerdict beyond = lenient.decide(PART, rightUpTo(146), Optional.of(rightUpTo(150)));

        assertThat(within).isInstanceOf(GateVerdict.Passed.class);
        assertThat(beyond).isInstanceOf(GateVerdict.Refused.class);
    }

    @Test
    void requiresProofWithoutPriorEvidence() {
        GateVerdict luck = gate.decide(PART, rightFrom(48), Optional.of(rightUpTo(150)));
        GateVerdict proof = gate.decide(PART, rightUpTo(160), Optional.of(rightUpTo(150)));

        assertThat(luck).isInstanceOf(GateVerdict.Refused.class);
        assertThat(luck.reason()).contains("required 95.0 %");
        assertThat(proof).isInstanceOf(GateVerdict.Passed.class);
    }

    @Test
    void letsGrowthReplaceProofOnASmallPart() {
        Gate grown = new Gate(GateSettings.standard(), false, PriorEvidence.of(900, 600, GateHistory.none()));

        GateVerdict ahead = grown.decide(PART, rightFrom(49), Optional.of(rightUpTo(150)));
        GateVerdict tie = grown.decide(PART, rightFrom(50), Optional.of(rightUpTo(150)));

        assertThat(ahead).isInstanceOf(GateVerdict.Passed.class);
        assertThat(ahead.reason())
                .isEqualTo("good enough: 151 of 200 right (75.5 %) against 150 of 200 right (75.0 %) by the champion,"
                        + " 50 newly right and 49 newly wrong, better with 50.0 % confidence (required 50.0 % with"
                        + " 1.50 times the champion's training examples and 0.0 earlier refusals on this part)");
        assertThat(tie).isInstanceOf(GateVerdict.Refused.class);
    }

    @Test
    void requiresMoreProofAfterRefusalsOnTheSamePart() {
        PriorEvidence refusedTwice = new PriorEvidence(1, new GateHistory(false, 400));

        GateVerdict first = gate.decide(PART, rightUpTo(155), Optional.of(rightUpTo(150)));
        GateVerdict third = new Gate(GateSettings.standard(), false, refusedTwice)
                .decide(PART, rightUpTo(155), Optional.of(rightUpTo(150)));

        assertThat(first).isInstanceOf(GateVerdict.Passed.class);
        assertThat(third).isInstanceOf(GateVerdict.Refused.class);
        assertThat(third.reason()).contains("96.9 % confidence (required 98.3 %", "2.0 earlier refusals");
    }

    @Test
    void passesAFirstModelThatBeatsTheMostFrequentLabel() {
        GateVerdict verdict = gate.decide(PART, rightUpTo(130), Optional.empty());

        assertThat(verdict).isInstanceOf(GateVerdict.Passed.class);
        assertThat(verdict.championAccuracy()).isEmpty();
        assertThat(verdict.reason()).contains("100 of 200 right (50.0 %) by the most frequent label");
    }

    @Test
    void refusesAFirstModelThatGuesses() {
        GateVerdict verdict = gate.decide(PART, rightUpTo(105), Optional.empty());

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).startsWith("no better than guessing");
    }

    @Test
    void refusesAFirstModelThatIsAheadByFourExamplesOnly() {
        int[] truth = new int[200];
        java.util.Arrays.fill(truth, 180, 200, 1);
        GateSplit part = GateSplit.of(List.of("neg", "pos"), truth);
        int[] fourRight = new int[200];
        java.util.Arrays.fill(fourRight, 180, 184, 1);
        int[] fiveRight = new int[200];
        java.util.Arrays.fill(fiveRight, 180, 185, 1);

        GateVerdict four = gate.decide(part, Answers.of(fourRight, 0.5), Optional.empty());
        GateVerdict five = gate.decide(part, Answers.of(fiveRight, 0.5), Optional.empty());

        assertThat(four).isInstanceOf(GateVerdict.Refused.class);
        assertThat(four.reason()).contains("better with 93.8 % confidence");
        assertThat(five).isInstanceOf(GateVerdict.Passed.class);
        assertThat(five.reason()).contains("better with 96.9 % confidence");
    }

    @Test
    void refusesWithTooFewExamples() {
        GateSplit small = GateSplit.of(List.of("neg", "pos"), truth(29, 2));

        GateVerdict verdict = gate.decide(small, Answers.of(truth(29, 2), 0.1), Optional.empty());

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).isEqualTo("the gate part has 29 examples, required are 30");
    }

    @Test
    void refusesAnEmptyGatePart() {
        GateSplit empty = GateSplit.of(List.of("neg", "pos"), new int[0]);

        GateVerdict verdict = gate.decide(empty, Answers.of(new int[0], Double.NaN), Optional.empty());

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
    }

    @Test
    void refusesALossThatIsNotANumberHoweverGoodTheAnswers() {
        GateVerdict verdict = gate.decide(PART, Answers.of(truth(200, 2), Double.NaN), Optional.of(rightUpTo(150)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).contains("not a finite number");
    }

    @Test
    void refusesACandidateThatPredictsOnlyOneLabel() {
        GateVerdict verdict = gate.decide(PART, Answers.of(new int[200], 0.7), Optional.of(rightUpTo(20)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).contains("collapsed onto 'neg'", "predicted 200 times of 200, true 100 times");
    }

    @Test
    void countsAChampionsUnknownLabelsAsWrong() {
        int[] none = new int[200];
        java.util.Arrays.fill(none, Answers.NONE);

        GateVerdict verdict = gate.decide(PART, rightUpTo(120), Optional.of(Answers.of(none, 5)));

        assertThat(verdict).isInstanceOf(GateVerdict.Passed.class);
        assertThat(verdict.championAccuracy()).hasValue(0);
    }

    @Test
    void asksForAnAnswerToEachExample() {
        assertThatThrownBy(() -> gate.decide(PART, Answers.of(new int[3], 0), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("required 200 answers");
    }

    @Test
    void comparesAnswersInBfloat16WithThoseInFloat32() {
        int[] exact = truth(200, 2);
        exact[0] = Answers.NONE;
        exact[1] = 0;
        int[] narrow = truth(200, 2);
        narrow[2] = 1;

        Bfloat16Agreement agreement = PART.agreement(Answers.of(exact, 0), Answers.of(narrow, 0));

        assertThat(agreement.share()).isEqualTo(197 / 199.0);
        assertThat(agreement.accuracyMoved()).isCloseTo(1 / 200.0, within(1e-12));
    }
}
