package dev.millrace.benchmarks.stream;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Latencies from the intended moment of sending, in microseconds to three digits. For one thread. */
final class LatencyHistogram {

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Histogram micros = new Histogram(TimeUnit.HOURS.toMicros(1), DIGITS);

    /** A record that is answered before it was due, by the clock's grain, took no time. */
    void add(long intendedNanos, long answeredNanos) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, answeredNanos - intendedNanos)));
    }

    long count() {
        return micros.getTotalCount();
    }

    /** The latency that this share of the records does not exceed. */
    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
