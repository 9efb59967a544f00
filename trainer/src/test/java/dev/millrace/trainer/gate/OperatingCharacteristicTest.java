package dev.millrace.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a candidate replaces the champion, for candidates whose true accuracy is known. {@code docs/gate.md} has the
 * table. Each bound leaves at least four standard errors to the rate that it is about.
 */
final class OperatingCharacteristicTest {

    private static final int SEQUENCES = 10;
    private static final int RUNS = 100;

    /** The requirement: 100 successive runs on 1,000 gate examples. A growth of the data changes nothing here. */
    @ParameterizedTest
    @CsvSource({"0, 1, 0, 0.05", "-0.02, 1, 0, 0.01", "0.03, 1, 0.80, 1", "0, 1.5, 0, 0.05"})
    void meetsTheRequirementOnAThousandExamples(double advantage, double growth, double atLeast, double atMost) {
        assertThat(rateOnNewParts(1_000, advantage, growth)).isBetween(atLeast, atMost);
    }

    /** No part is new, so a champion that was lucky on it stays lucky. */
    @ParameterizedTest
    @CsvSource({"0, 0.02", "-0.02, 0.002"})
    void keepsItWhenOnePartIsUsedAHundredTimes(double advantage, double atMost) {
        int replaced = 0;
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            SimulatedRuns runs = new SimulatedRuns(sequence, 1_000, 1);
            for (int run = 0; run < RUNS; run++) {
                replaced += runs.nextOnSamePart(advantage) ? 1 : 0;
            }
        }
        assertThat((double) replaced / (SEQUENCES * RUNS)).isBetween(0.0, atMost);
    }

    /** Where the part proves little, proof refuses most of what is better, and growth stands in for it. */
    @ParameterizedTest
    @CsvSource({
        "100, 0, 1, 0, 0.02",
        "100, 0.03, 1, 0, 0.1",
        "100, 0, 1.5, 0.35, 0.55",
        "100, 0.03, 1.5, 0.65, 0.85",
        "300, -0.02, 1.5, 0.05, 0.25"
    })
    void letsGrowthStandInForProofOnSmallParts(
            int gateExamples, double advantage, double growth, double atLeast, double atMost) {
        assertThat(rateOnNewParts(gateExamples, advantage, growth)).isBetween(atLeast, atMost);
    }

    private static double rateOnNewParts(int gateExamples, double advantage, double growth) {
        int replaced = 0;
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            SimulatedRuns runs = new SimulatedRuns(sequence, gateExamples, growth);
            for (int run = 0; run < RUNS; run++) {
                replaced += runs.nextOnNewPart(advantage) ? 1 : 0;
            }
        }
        return (double) replaced / (SEQUENCES * RUNS);
    }
}
