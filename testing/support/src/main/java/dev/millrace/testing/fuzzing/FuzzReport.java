package dev.millrace.testing.fuzzing;

/**
 * What a run has seen.
 *
 * @param inputs fed, the sound ones included
 * @param understood of them; the others were refused
 * @param mostAllocated heap bytes that one input took
 */
public record FuzzReport(long inputs, long understood, long mostAllocated) {

    FuzzReport with(boolean isUnderstood, long allocated) {
        return new FuzzReport(inputs + 1, understood + (isUnderstood ? 1 : 0), Math.max(mostAllocated, allocated));
    }

    public long refused() {
        return inputs - understood;
    }
}
