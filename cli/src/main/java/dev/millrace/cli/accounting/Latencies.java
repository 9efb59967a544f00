package dev.millrace.cli.accounting;

import java.util.Arrays;

/** Milliseconds, kept in full. Not thread-safe. */
final class Latencies {

    private long[] values = new long[1_024];
    private int size;

    void add(long milliseconds) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size] = milliseconds;
        size++;
    }

    LatencyReport report() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return new LatencyReport(percentile(sorted, 0.50), percentile(sorted, 0.99));
    }

    /** The smallest value that at least {@code share} of all do not exceed. */
    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
