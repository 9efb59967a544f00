package dev.millrace.drills.environment;

import java.time.Duration;

/**
 * The size of a scenario.
 *
 * @param records of both tasks together, at least 100
 * @param perSecond records per second of both tasks together, above 0
 * @param swapInterval time between two new models of a task
 */
public record DrillSize(long records, double perSecond, Duration swapInterval) {

    public DrillSize {
        if (records < 100) {
            throw new IllegalArgumentException("a drill needs at least 100 records, got " + records);
        }
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be above 0, got " + perSecond);
        }
    }
}
