package dev.millrace.streams.labels;

import dev.millrace.streams.deadletter.DeadLetters;
import java.time.Duration;

/**
 * Settings and collaborators of the label topology.
 *
 * @param window how long an event waits for a label, and a label for its event, from the arrival of the first
 * @param partitions number of partitions of both repartition topics, at least 1; can't change once they exist
 * @param maxEventBytes largest event that is joined, in bytes, including key and coordinates
 */
public record LabelDependencies(
        Duration window, int partitions, int maxEventBytes, DeadLetters deadLetters, LabelMetrics metrics) {

    public LabelDependencies {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the label window must be longer than zero, got " + window);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("label partitions must be at least 1, got " + partitions);
        }
    }
}
