package dev.millrace.streams.labels;

import dev.millrace.streams.deadletter.DeadLetters;
import java.time.Duration;

/**
 * What the label topology is made of.
 *
 * @param window for how long an event waits for a label and a label for its event, from the arrival of the first
 * @param partitions of the repartition topics: events and labels of an id meet only where both sides have as many. Once
 *     they exist their number stays
 * @param maxEventBytes of an event that is sent on, key and coordinates included
 */
public record LabelDependencies(
        Duration window, int partitions, int maxEventBytes, DeadLetters deadLetters, LabelMetrics metrics) {

    public LabelDependencies {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the label window must be longer than nothing, got " + window);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("label partitions must be at least 1, got " + partitions);
        }
    }
}
