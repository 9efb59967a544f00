package dev.millrace.streams.classification;

import java.time.Duration;

/** Batch limits as fast calls leave them. */
final class Limits {

    private Limits() {}

    static BatchLimit grownTo(int most) {
        BatchLimit limit = new BatchLimit(most, Duration.ofMinutes(5));
        while (limit.inputs() < most) {
            limit.called(limit.inputs(), Duration.ZERO, 1);
        }
        return limit;
    }
}
