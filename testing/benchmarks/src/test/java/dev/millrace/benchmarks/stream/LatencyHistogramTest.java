package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    private final LatencyHistogram latencies = new LatencyHistogram();

    @Test
    void reportsPercentilesInMilliseconds() {
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.add(500, 500 + TimeUnit.MILLISECONDS.toNanos(millis));
        }

        assertThat(latencies.count()).isEqualTo(1000);
        assertThat(latencies.millis(50)).isCloseTo(500, within(0.5));
        assertThat(latencies.millis(99)).isCloseTo(990, within(1.0));
    }

    /**
     * A sender that stalls for a second delays the records due meanwhile; timed from the actual sending, they would take
     * no time.
     */
    @Test
    void countsTheWaitOfRecordsThatWereSentLate() {
        Schedule schedule = new Schedule(0, 1_000);
        long heldUpUntil = TimeUnit.SECONDS.toNanos(1);

        for (long place = 0; place < 1_000; place++) {
            latencies.add(schedule.intendedNanos(place), heldUpUntil);
        }

        assertThat(latencies.millis(50)).isCloseTo(500, within(2.0));
    }
}
