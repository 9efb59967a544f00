package dev.millrace.benchmarks.stream;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Latencies from the intended sending time, in microseconds, to three digits. Not thread-safe. */
final class LatencyHistogram {

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Histogram micros = new Histogram(TimeUnit.HOURS.toMicros(1), DIGITS);

    /** A record that seems to be answered before it was due, because of the clock's resolution, counts as 0. */
    void add(long intendedNanos, long answeredNanos) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, answeredNanos - intendedNanos)));
    }

    long count() {
        return micros.getTotalCount();
    }

    /** The latency that a share of the records does not exceed. */
    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
