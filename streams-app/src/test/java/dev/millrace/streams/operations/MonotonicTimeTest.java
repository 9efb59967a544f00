package dev.millrace.streams.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class MonotonicTimeTest {

    private Instant wallClock = Instant.parse("2026-01-01T12:00:00Z");
    private long nanos = -5_000_000_000L;

    private final MonotonicTime time = new MonotonicTime(() -> wallClock, () -> nanos);

    @Test
    void startsAtTheWallClockAndRunsWithTheMonotonicOne() {
        nanos += Duration.ofSeconds(90).toNanos();

        assertThat(Instant.ofEpochMilli(time.milliseconds())).isEqualTo("2026-01-01T12:01:30Z");
    }

    @Test
    void doesNotFollowAWallClockThatIsSet() {
        wallClock = wallClock.minus(Duration.ofHours(1));
        assertThat(Instant.ofEpochMilli(time.milliseconds())).isEqualTo("2026-01-01T12:00:00Z");

        wallClock = wallClock.plus(Duration.ofDays(2));
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(Instant.ofEpochMilli(time.milliseconds())).isEqualTo("2026-01-01T12:00:00.001Z");
    }

    @Test
    void waitsUntilItsOwnDeadlines() throws InterruptedException {
        assertThatThrownBy(() -> time.waitObject(this, () -> false, time.milliseconds()))
                .isInstanceOf(TimeoutException.class);

        time.waitObject(this, () -> true, time.milliseconds());
    }
}
