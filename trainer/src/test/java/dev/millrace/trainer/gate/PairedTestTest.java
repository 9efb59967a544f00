package dev.millrace.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairedTestTest {

    /** Half of the two-sided p-values that Fagerland, Lydersen and Laake (2013) give for two studies; then sign test tables. */
    @ParameterizedTest
    @CsvSource({"21, 7, 1, 0.9648", "161, 16, 6, 0.9738", "10, 8, 2, 0.9453", "30, 3, 0, 0.875", "12, 2, 10, 0.0032"})
    void agreesWithTheLiterature(int examples, int onlyCandidate, int onlyChampion, double confidence) {
        PairedTest test = new PairedTest(examples, onlyCandidate, onlyChampion);

        assertThat(test.confidence(0)).isCloseTo(confidence, within(5e-5));
    }

    @Test
    void isExactForEachSmallNumber() {
        for (int trials = 1; trials <= 60; trials++) {
            for (int won = 0; won <= trials; won++) {
                if (2 * won != trials) {
                    assertThat(new PairedTest(100, won, trials - won).confidence(0))
                            .as("%d won of %d", won, trials)
                            .isCloseTo(fewerThan(won, trials), within(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"5050, 4950", "5100, 4900", "5200, 4800", "4900, 5100"})
    void isExactForThousands(int won, int lost) {
        assertThat(new PairedTest(20_000, won, lost).confidence(0))
                .isCloseTo(fewerThan(won, won + lost), within(1e-10));
    }

    @Test
    void approachesTheNormalDistributionAtAMillion() {
        assertThat(new PairedTest(5_000_000, 500_823, 499_177).confidence(0)).isCloseTo(0.950015, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "25, 25", "500000, 500000"})
    void aTieSaysNothing(int onlyCandidate, int onlyChampion) {
        assertThat(new PairedTest(1_000_000, onlyCandidate, onlyChampion).confidence(0))
                .isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 4", "0.29, 58", "0.0249, 4", "-0.02, -4", "-0.0201, -5"})
    void countsTheMarginAsWholeExamplesAgainstTheCandidate(double margin, int more) {
        PairedTest shifted = new PairedTest(200, 20 + Math.max(0, more), 15 + Math.max(0, -more));

        assertThat(new PairedTest(200, 20, 15).confidence(margin)).isEqualTo(shifted.confidence(0));
    }

    @Test
    void isAtLeastHalfExactlyWhereTheObservedFiguresAre() {
        for (int won = 0; won <= 12; won++) {
            for (int lost = 0; lost <= 12; lost++) {
                for (double margin : new double[] {-0.02, -0.005, 0, 0.005, 0.02}) {
                    assertThat(new PairedTest(200, won, lost).confidence(margin) >= 0.5 - 1e-12)
                            .as("%d won, %d lost, margin %s", won, lost, margin)
                            .isEqualTo(won - lost + 200 * margin >= 0);
                }
            }
        }
    }

    /** The chance of fewer than {@code won} heads, summed in whole numbers. */
    private static double fewerThan(int won, int trials) {
        BigInteger ways = BigInteger.ONE;
        BigInteger sum = BigInteger.ZERO;
        for (int heads = 0; heads < won; heads++) {
            sum = sum.add(ways);
            ways = ways.multiply(BigInteger.valueOf(trials - heads)).divide(BigInteger.valueOf(heads + 1));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(trials)), MathContext.DECIMAL64)
                .doubleValue();
    }
}
