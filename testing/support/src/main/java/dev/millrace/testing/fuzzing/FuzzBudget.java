package dev.millrace.testing.fuzzing;

import java.time.Duration;

/**
 * The cost of a fuzz target in each build.
 *
 * @param inputs number of damaged inputs, the same on every machine; about two seconds' worth on a slow core
 * @param allowed heap for one input
 * @param time processor time that one input may take the thread that parses it
 */
public record FuzzBudget(int inputs, Allocation allowed, Duration time) {

    private static final Duration STANDARD_TIME = Duration.ofSeconds(10);

    public FuzzBudget {
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs must be at least 1, got " + inputs);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time must be positive, got " + time);
        }
    }

    /** A budget of ten seconds of processor time for an input. */
    public FuzzBudget(int inputs, Allocation allowed) {
        this(inputs, allowed, STANDARD_TIME);
    }
}
