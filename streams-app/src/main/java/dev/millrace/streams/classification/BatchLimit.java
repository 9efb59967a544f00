package dev.millrace.streams.classification;

import java.time.Duration;

/**
 * Adapts the number of inputs per inference call. It never exceeds the configured maximum, and keeps calls short enough that
 * the stream thread polls in time to stay in its consumer group, and commits in time to keep its transaction. It starts at one, doubles while calls are fast, and drops
 * immediately to what the last call's speed allows. Not thread-safe.
 *
 * <p>A thread may make one call per partition before it polls again, so its partitions share the time between two polls or commits.
 */
public final class BatchLimit {

    /** One call per partition may together take one eighth of the interval. */
    private static final int ROUND_SHARE = 8;

    /** The limit doubles after a call that took less than one quarter of its time. */
    private static final int FAST_SHARE = 4;

    private final int maxInputs;
    private final Duration roundTime;
    private int limit = 1;

    /**
     * Starts with a limit of one input.
     *
     * @param maxInputs maximum inputs per call, at least 1
     * @param processingInterval time that a thread may process records before it loses its partitions or its transaction
     */
    public BatchLimit(int maxInputs, Duration processingInterval) {
        this.maxInputs = maxInputs;
        this.roundTime = processingInterval.dividedBy(ROUND_SHARE);
    }

    /** Maximum inputs of the next call, at least 1. */
    int inputs() {
        return limit;
    }

    /**
     * Adapts the limit after a call.
     *
     * @param inputs number of inputs of the call, at least 1
     * @param took duration of the call
     * @param partitions number of partitions that the thread processes
     */
    void called(int inputs, Duration took, int partitions) {
        long callNanos = roundTime.toNanos() / Math.max(1, partitions);
        if (took.toNanos() > callNanos) {
            long affordableInputs = (long) ((double) callNanos / took.toNanos() * inputs);
            limit = (int) Math.max(1, Math.min(limit, affordableInputs));
        } else if (inputs >= limit && took.toNanos() < callNanos / FAST_SHARE) {
            limit = (int) Math.min(maxInputs, 2L * limit);
        }
    }
}
