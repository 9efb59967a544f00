package dev.millrace.testing.fuzzing;

/**
 * What a target costs a build.
 *
 * @param inputs damaged ones fed in each build, as many on every machine; about two seconds' worth on a slow core
 * @param allowed heap for one input
 */
public record FuzzBudget(int inputs, Allocation allowed) {

    public FuzzBudget {
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs must be at least 1, got " + inputs);
        }
    }
}
