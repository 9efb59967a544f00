package dev.millrace.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriorEvidenceTest {

    @ParameterizedTest
    @CsvSource({
        "100, 1, 0.95",
        "100, 0.5, 0.95",
        "100, 1.2247448714, 0.725",
        "300, 1.5, 0.5",
        "100, 40, 0.5",
        "650, 1.5, 0.725",
        "1000, 1.5, 0.95",
        "5000, 40, 0.95"
    })
    void growthLowersTheRequiredConfidenceOnASmallPart(int gateExamples, double growth, double required) {
        PriorEvidence prior = new PriorEvidence(growth, GateHistory.none());

        assertThat(prior.requiredConfidence(0.95, gateExamples)).isCloseTo(required, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 0, 0.95",
        "true, 0, 0.90",
        "false, 1000, 0.975",
        "true, 1000, 0.95",
        "false, 500, 0.966666667",
        "true, 3000, 0.975",
        "false, 4000, 0.99",
        "false, 400000, 0.99"
    })
    void eachRefusalOnThePartRaisesIt(boolean championWon, long refusedExamples, double required) {
        PriorEvidence prior = new PriorEvidence(1, new GateHistory(championWon, refusedExamples));

        assertThat(prior.requiredConfidence(0.95, 1_000)).isCloseTo(required, within(1e-9));
    }

    @Test
    void growthOfThePartMakesUpForItsUse() {
        PriorEvidence prior = new PriorEvidence(1, new GateHistory(false, 1_000));

        assertThat(prior.requiredConfidence(0.95, 9_000)).isCloseTo(0.955, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 100000"})
    void aGateThatRequiresNoProofStaysSo(boolean championWon, long refusedExamples) {
        PriorEvidence prior = new PriorEvidence(1, new GateHistory(championWon, refusedExamples));

        assertThat(prior.requiredConfidence(0.5, 100)).isEqualTo(0.5);
    }

    @Test
    void neverRequiresLessThanHalf() {
        PriorEvidence prior = new PriorEvidence(1, new GateHistory(true, 0));

        assertThat(prior.requiredConfidence(0.6, 100)).isEqualTo(0.5);
    }

    @Test
    void countsAModelWithoutTrainingExamplesAsOneOfOne() {
        assertThat(PriorEvidence.of(30, 0, GateHistory.none()).growth()).isEqualTo(30);
        assertThat(PriorEvidence.of(0, 30, GateHistory.none()).growth()).isEqualTo(1 / 30.0);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new PriorEvidence(0, GateHistory.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("growth must be finite and greater than 0, got 0.0");
        assertThatThrownBy(() -> new GateHistory(true, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refused examples must be at least 0, got -1");
    }
}
