package dev.millrace.streams.labels;

import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.streams.deadletter.DeadLetters;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Settings and collaborators of the label topology.
 *
 * @param window how long an event waits for a label, and a label for its event, from the arrival of the first
 * @param skew how much later than a label its event may be, by the timestamps of both; zero or longer
 * @param partitions number of partitions of both repartition topics, at least 1; can't change once they exist
 * @param limits largest records
 */
public record LabelDependencies(
        Duration window, Duration skew, int partitions, Limits limits, DeadLetters deadLetters, LabelMetrics metrics) {

    public LabelDependencies {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the label window must be longer than zero, got " + window);
        }
        if (skew.isNegative()) {
            throw new IllegalArgumentException("the label clock skew must not be negative, got " + skew);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("label partitions must be at least 1, got " + partitions);
        }
    }

    /**
     * Largest records in bytes.
     *
     * @param event that is joined, including key and coordinates
     * @param example that the labelled topic accepts, including key
     */
    public record Limits(int event, int example) {}

    /** The dead letter of a buffered record, whose headers are no longer there. */
    Record<byte[], byte[]> deadLetter(byte[] id, BufferedEvent buffered, DeadLetter why) {
        return deadLetters.withoutHeaders(
                new Record<>(id, buffered.value(), buffered.timestamp()), buffered.origin(), why);
    }

    /** Why the labelled topic would refuse this example, if it would. */
    Optional<DeadLetter> refusal(Record<byte[], byte[]> example) {
        long size = RecordSize.upperBound(example.key(), example.value(), example.headers());
        if (size <= limits.example()) {
            return Optional.empty();
        }
        return Optional.of(DeadLetter.of(
                FailedStep.PRODUCTION,
                DeadLetterReason.EXAMPLE_TOO_LARGE,
                "required an example of at most " + limits.example() + " bytes, got " + size));
    }
}
