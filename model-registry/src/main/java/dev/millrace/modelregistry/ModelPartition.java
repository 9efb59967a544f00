package dev.millrace.modelregistry;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the models topic from places of one's choice, with a consumer that follows other topics too. Not thread-safe. */
final class ModelPartition {

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition models;
    private final Duration patience;
    private long knownEnd;

    /** @param patience how long to wait for a record */
    ModelPartition(Consumer<String, byte[]> consumer, TopicPartition models, Duration patience) {
        this.consumer = consumer;
        this.models = models;
        this.patience = patience;
    }

    /**
     * Goes on at the manifest after a version's first chunk, and returns the records from there on. Returns none, and goes
     * on where it was, if the manifest is not there, not written yet, or polled already.
     */
    List<ConsumerRecord<String, byte[]>> fromManifest(ChunkSkip chunks) {
        long position = consumer.position(models);
        if (position > chunks.manifestOffset() || !isWritten(chunks.manifestOffset())) {
            return List.of();
        }
        boolean isThere = false;
        try {
            List<ConsumerRecord<String, byte[]>> records = from(chunks.manifestOffset());
            ConsumerRecord<String, byte[]> first = records.get(0);
            isThere = first.offset() == chunks.manifestOffset()
                    && chunks.manifestKey().equals(first.key())
                    && first.value() != null;
            return isThere ? records : List.of();
        } finally {
            if (!isThere) {
                consumer.seek(models, position);
            }
        }
    }

    private boolean isWritten(long offset) {
        if (offset >= knownEnd) {
            knownEnd =
                    Objects.requireNonNull(consumer.endOffsets(List.of(models)).get(models));
        }
        return offset < knownEnd;
    }

    /**
     * The records from an offset below the end on, at least one. Records of other topics wait meanwhile.
     *
     * @throws TimeoutException when none comes in time
     */
    List<ConsumerRecord<String, byte[]>> from(long offset) {
        Set<TopicPartition> others = consumer.assignment().stream()
                .filter(partition -> !partition.equals(models))
                .collect(Collectors.toSet());
        consumer.pause(others);
        try {
            consumer.seek(models, offset);
            long deadline = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < deadline) {
                List<ConsumerRecord<String, byte[]>> records =
                        consumer.poll(Duration.ofMillis(100)).records(models);
                if (!records.isEmpty()) {
                    return records;
                }
            }
            throw new TimeoutException("offset " + offset + " of " + models + " could not be read within " + patience);
        } finally {
            consumer.resume(others);
        }
    }
}
