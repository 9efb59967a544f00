package dev.millrace.drills.poison;

import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * One record for an input topic, and its required outcome.
 *
 * @param name unique within a catalogue, lower case with hyphens; also the key of most
 * @param task the task whose input topic it is for
 * @param key not copied
 * @param value the bytes on the topic, not copied
 * @param headers of the record, values not copied
 * @param expected the reason of its dead letter; empty if it only looks hostile and must be classified
 */
@SuppressWarnings("ArrayRecordComponent") // what Kafka's clients take; inputs are told apart by name
public record PoisonInput(
        String name,
        Task task,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers,
        Optional<DeadLetterReason> expected) {

    public PoisonInput {
        headers = Map.copyOf(headers);
    }

    /** The record for the task's input topic; the producer's partitioner places it. */
    @SuppressWarnings("NullAway") // Kafka's records are not annotated: a null key or value is a legal one
    public ProducerRecord<byte[], byte[]> toRecord(Topics topics) {
        String topic = task.type() == TaskType.IMAGE
                ? topics.images().name()
                : topics.reviews().name();
        List<Header> all = headers.entrySet().stream()
                .map(header -> (Header) new RecordHeader(header.getKey(), header.getValue()))
                .toList();
        return new ProducerRecord<>(topic, null, key, value, all);
    }

    @Override
    public String toString() {
        return name;
    }
}
