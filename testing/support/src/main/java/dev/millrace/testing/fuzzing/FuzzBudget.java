package dev.millrace.testing.fuzzing;

/**
 * The cost of a fuzz target in each build.
 *
 * @param inputs number of damaged inputs, the same on every machine; about two seconds' worth on a slow core
 * @param allowed heap for one input
 */
public record FuzzBudget(int inputs, Allocation allowed) {

    public FuzzBudget {
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs must be at least 1, got " + inputs);
        }
    }
}
