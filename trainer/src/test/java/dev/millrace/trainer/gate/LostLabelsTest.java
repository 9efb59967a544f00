package dev.millrace.trainer.gate;

import static dev.millrace.trainer.gate.ScriptedAnswers.rightFrom;
import static dev.millrace.trainer.gate.ScriptedAnswers.rightUpTo;
import static dev.millrace.trainer.gate.ScriptedAnswers.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Candidates that lack a label of the champion's, or no longer predict one. */
final class LostLabelsTest {

    private final Gate gate = new Gate(GateSettings.standard());

    @Test
    void refusesACandidateThatForgotALabel() {
        GateSplit part = GateSplit.of(List.of("cat", "dog", "eel"), truth(300, 3));
        int[] withoutEels = truth(300, 3);
        for (int i = 0; i < 300; i++) {
            withoutEels[i] = withoutEels[i] == 2 ? i % 2 : withoutEels[i];
        }
        int[] middling = new int[300];
        for (int i = 0; i < 300; i++) {
            middling[i] = i < 150 ? i % 3 : (i + 1) % 3;
        }

        GateVerdict verdict = gate.decide(part, Answers.of(withoutEels, 0.5), Optional.of(Answers.of(middling, 0.5)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason())
                .isEqualTo("the candidate never predicts 'eel', of which the champion recognises 50 of 100");
    }

    @Test
    void refusesACandidateThatLostALabelHoweverGoodItIs() {
        GateSplit part = GateSplit.of(List.of("neg", "pos", "gone"), 2, truth(200, 2));

        GateVerdict verdict = gate.decide(part, rightUpTo(200), Optional.of(rightUpTo(100)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).startsWith("the candidate has lost the labels [gone] that the champion knows");
        assertThat(verdict.candidateAccuracy()).isEqualTo(1);
        assertThat(verdict.championAccuracy()).hasValue(0.5);
    }

    @Test
    void passesALostLabelThatMayBeLost() {
        GateSplit part = GateSplit.of(List.of("neg", "pos", "gone"), 2, truth(200, 2));
        Gate commanded = new Gate(GateSettings.standard(), true, PriorEvidence.none());

        GateVerdict verdict = commanded.decide(part, rightUpTo(160), Optional.of(rightUpTo(150)));

        assertThat(verdict).isInstanceOf(GateVerdict.Passed.class);
        assertThat(verdict.reason())
                .startsWith("good enough")
                .endsWith("; the candidate has lost the labels [gone] that the champion knows, as a commanded run may");
    }

    @Test
    void passesATieIfACommandedRunLosesALabel() {
        GateSplit part = GateSplit.of(List.of("neg", "pos", "gone"), 2, truth(200, 2));
        Gate commanded = new Gate(GateSettings.standard(), true, PriorEvidence.none());

        GateVerdict tie = commanded.decide(part, rightUpTo(150), Optional.of(rightFrom(50)));
        GateVerdict worse = commanded.decide(part, rightUpTo(149), Optional.of(rightUpTo(150)));

        assertThat(tie).isInstanceOf(GateVerdict.Passed.class);
        assertThat(worse).isInstanceOf(GateVerdict.Refused.class);
    }

    @Test
    void countsExamplesOfALostLabelAsWrongEvenWhereItMayBeLost() {
        GateSplit part = GateSplit.of(List.of("neg", "pos", "gone"), 2, truth(300, 3));
        Answers withoutIt = Answers.of(truthOrNegative(300, 3), 0.5);
        Gate commanded = new Gate(GateSettings.standard(), true, PriorEvidence.none());

        GateVerdict verdict = commanded.decide(part, withoutIt, Optional.of(Answers.of(truth(300, 3), 0.1)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason())
                .startsWith("not good enough: 200 of 300")
                .contains("the candidate has lost the labels [gone]");
        assertThat(verdict.candidateAccuracy()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void stillRefusesAForgottenLabelWhereAnotherMayBeLost() {
        GateSplit part = GateSplit.of(List.of("cat", "dog", "eel", "gone"), 3, truth(300, 3));
        int[] withoutEels = truth(300, 3);
        for (int i = 0; i < 300; i++) {
            withoutEels[i] = withoutEels[i] == 2 ? i % 2 : withoutEels[i];
        }

        GateVerdict verdict = new Gate(GateSettings.standard(), true, PriorEvidence.none())
                .decide(part, Answers.of(withoutEels, 0.5), Optional.of(Answers.of(truth(300, 3), 0.5)));

        assertThat(verdict).isInstanceOf(GateVerdict.Refused.class);
        assertThat(verdict.reason()).startsWith("the candidate never predicts 'eel'");
    }

    /** The truth, but the first label where it is the last one. */
    private static int[] truthOrNegative(int examples, int labels) {
        int[] truth = truth(examples, labels);
        for (int i = 0; i < examples; i++) {
            truth[i] = truth[i] == labels - 1 ? 0 : truth[i];
        }
        return truth;
    }
}
