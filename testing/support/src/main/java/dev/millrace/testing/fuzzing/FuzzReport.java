package dev.millrace.testing.fuzzing;

/**
 * The result of a fuzzing run.
 *
 * @param inputs number of inputs, valid ones included
 * @param understood number of inputs that were understood; the others were refused
 * @param mostAllocated maximum heap bytes for one input
 */
public record FuzzReport(long inputs, long understood, long mostAllocated) {

    FuzzReport with(boolean isUnderstood, long allocated) {
        return new FuzzReport(inputs + 1, understood + (isUnderstood ? 1 : 0), Math.max(mostAllocated, allocated));
    }

    /** Number of inputs that were refused. */
    public long refused() {
        return inputs - understood;
    }
}
