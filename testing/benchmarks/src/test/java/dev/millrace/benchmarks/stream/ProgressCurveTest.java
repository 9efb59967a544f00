package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProgressCurveTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 7 * SECOND;

    private final ProgressCurve curve = new ProgressCurve(START);

    @Test
    void leavesOutASlowStartAndASlowEnd() {
        curve.add(START + 5 * SECOND, 350);
        curve.add(START + 6 * SECOND, 660);
        curve.add(START + 7 * SECOND, 970);
        curve.add(START + 20 * SECOND, 1000);

        assertThat(curve.perSecond()).isCloseTo(310, within(1e-9));
    }

    @Test
    void countsWhatWasThereAtTheMomentsAndNotTheShares() {
        curve.add(START + SECOND, 500);
        curve.add(START + 3 * SECOND, 1000);

        assertThat(curve.perSecond()).isCloseTo(250, within(1e-9));
    }

    @Test
    void countsFromTheStartIfAllAnswersCameInOneBatch() {
        curve.add(START + 2 * SECOND, 1000);

        assertThat(curve.perSecond()).isCloseTo(500, within(1e-9));
    }

    @Test
    void hasNoRateWithoutAnAnswer() {
        assertThatThrownBy(curve::perSecond).isInstanceOf(IllegalStateException.class);
    }
}
