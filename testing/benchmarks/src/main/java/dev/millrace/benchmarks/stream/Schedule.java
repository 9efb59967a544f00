package dev.millrace.benchmarks.stream;

/**
 * When each record must be sent, whether or not earlier ones have been answered.
 *
 * @param startNanos of the first record, as {@link System#nanoTime}
 * @param perSecond records per second, above 0
 */
record Schedule(long startNanos, double perSecond) {

    private static final double NANOS_PER_SECOND = 1e9;

    Schedule {
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("records a second must be above 0, got " + perSecond);
        }
    }

    /** When the record at {@code place} (from 0) is due. */
    long intendedNanos(long place) {
        return startNanos + (long) (place * NANOS_PER_SECOND / perSecond);
    }

    /** Number of records that are due by then. */
    long due(long nanos) {
        if (nanos < startNanos) {
            return 0;
        }
        long due = (long) ((nanos - startNanos) / NANOS_PER_SECOND * perSecond);
        while (intendedNanos(due) <= nanos) {
            due++;
        }
        return due;
    }
}
