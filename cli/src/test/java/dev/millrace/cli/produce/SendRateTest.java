package dev.millrace.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendRateTest {

    @Test
    void spreadsSamplesEvenly() {
        SendRate pace = SendRate.steady(50);

        assertThat(pace.dueAfter(0)).isZero();
        assertThat(pace.dueAfter(50)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.dueAfter(75)).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void startsWithAHigherRate() {
        SendRate pace = new SendRate(10, 4, Duration.ofSeconds(5));

        assertThat(pace.dueAfter(40)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.dueAfter(200)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pace.dueAfter(210)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void neverWaitsWithoutARate() {
        assertThat(SendRate.steady(Double.POSITIVE_INFINITY).dueAfter(1_000_000))
                .isZero();
    }

    @Test
    void refusesARateThatNeverComes() {
        assertThatThrownBy(() -> SendRate.steady(0)).hasMessageContaining("above 0, got 0");
        assertThatThrownBy(() -> SendRate.steady(Double.NaN)).hasMessageContaining("above 0");
    }
}
