package dev.millrace.streams.classification;

import java.time.Duration;

/**
 * How many inputs a call of the network may have: at the most what is configured, and so few that a call stays within its
 * time, since a stream thread that does not poll for long enough is taken for dead. It starts at one, doubles while calls are
 * quick, and falls at once to what the last call's speed allows. For one thread.
 *
 * <p>A thread may make a call for each of its partitions before it polls again, so that they share the time.
 */
public final class BatchLimit {

    /** The part of the poll interval that the calls of a round may take, one for each partition. */
    private static final int SHARE = 8;

    /** A call that took less than that part of its time may be followed by one of twice as many. */
    private static final int QUICK = 4;

    private final int most;
    private final Duration roundTime;
    private int limit = 1;

    /**
     * @param most at least 1
     * @param pollInterval after which a thread that did not poll is taken for dead
     */
    public BatchLimit(int most, Duration pollInterval) {
        this.most = most;
        this.roundTime = pollInterval.dividedBy(SHARE);
    }

    /** Inputs of the next call at the most, at least 1. */
    int inputs() {
        return limit;
    }

    /**
     * @param inputs at least 1
     * @param partitions that the thread processes
     */
    void called(int inputs, Duration took, int partitions) {
        long callNanos = roundTime.toNanos() / Math.max(1, partitions);
        if (took.toNanos() > callNanos) {
            long affordable = (long) ((double) callNanos / took.toNanos() * inputs);
            limit = (int) Math.max(1, Math.min(limit, affordable));
        } else if (inputs >= limit && took.toNanos() < callNanos / QUICK) {
            limit = (int) Math.min(most, 2L * limit);
        }
    }
}
