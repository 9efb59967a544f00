package dev.millrace.service.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private final AtomicInteger told = new AtomicInteger();
    private Instant wallClock = Instant.parse("2026-01-01T12:00:00Z");
    private long nanos;

    private final ClockWatch watch = new ClockWatch(() -> wallClock, () -> nanos, told::incrementAndGet);

    @Test
    void reportsAClockThatWasSetBackOnce() {
        passes(Duration.ofSeconds(1));
        wallClock = wallClock.minus(Duration.ofHours(1));

        watch.check();
        passes(Duration.ofSeconds(1));
        watch.check();

        assertThat(told).hasValue(1);
    }

    @Test
    void ignoresPassingTimeAndAClockSetForward() {
        passes(Duration.ofMinutes(10));
        watch.check();
        wallClock = wallClock.plus(Duration.ofDays(1));
        watch.check();
        wallClock = wallClock.minusSeconds(1);
        watch.check();

        assertThat(told).hasValue(0);
    }

    private void passes(Duration time) {
        wallClock = wallClock.plus(time);
        nanos += time.toNanos();
    }
}
