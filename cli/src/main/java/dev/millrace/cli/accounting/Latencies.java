package dev.millrace.cli.accounting;

import org.HdrHistogram.Histogram;

/** Latencies in milliseconds, to three significant digits. Not thread-safe. */
final class Latencies {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram milliseconds = new Histogram(SIGNIFICANT_DIGITS);

    /** Counts a latency; a negative one, from clocks that disagree, counts as 0. */
    void add(long latency) {
        milliseconds.recordValue(Math.max(0, latency));
    }

    LatencyReport report() {
        return new LatencyReport(milliseconds.getValueAtPercentile(50), milliseconds.getValueAtPercentile(99));
    }
}
