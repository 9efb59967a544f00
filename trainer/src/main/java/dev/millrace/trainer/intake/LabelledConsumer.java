package dev.millrace.trainer.intake;

import dev.millrace.schemas.KafkaConnection;
import dev.millrace.trainer.examples.StoreProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of a labelled topic, committed records only, from the store's offsets. Not thread-safe, except
 * {@link #wakeUp}.
 */
final class LabelledConsumer implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private boolean isOpen = true;

    private LabelledConsumer(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    static LabelledConsumer open(KafkaConnection connection, String topic, String group) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new LabelledConsumer(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()), topic);
    }

    /**
     * Polls once.
     *
     * @param progress where to start reading partitions that are new to this consumer
     * @throws UnknownTopicOrPartitionException while the topic is missing
     */
    ConsumerRecords<byte[], byte[]> poll(StoreProgress progress, Duration wait) {
        Set<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("topic '" + topic + "' is missing");
        }
        if (!partitions.equals(consumer.assignment())) {
            assign(partitions, progress);
        }
        return consumer.poll(wait);
    }

    /** The next offset to read of each partition. */
    Map<TopicPartition, Long> positions() {
        return consumer.assignment().stream().collect(Collectors.toMap(each -> each, consumer::position));
    }

    /** The current end of each partition; later records belong to undecided transactions. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    /**
     * Commits the store's offsets, so that the group's lag is visible. A failure does not matter; the next commit makes
     * up for it.
     */
    void showProgress(StoreProgress progress) {
        Map<TopicPartition, OffsetAndMetadata> offsets = progress.data().stream()
                .filter(range -> range.topic().equals(topic))
                .collect(Collectors.toMap(
                        range -> new TopicPartition(range.topic(), range.partition()),
                        range -> new OffsetAndMetadata(range.to())));
        consumer.commitAsync(offsets, (committed, error) -> {});
    }

    /**
     * Ends a waiting poll, from any thread. A poll in progress when the machine's clock is set back would last until the
     * clock has caught up or a record arrives.
     */
    synchronized void wakeUp() {
        if (isOpen) {
            consumer.wakeup();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            isOpen = false;
        }
        consumer.close();
    }

    private Set<TopicPartition> partitions() {
        return Optional.ofNullable(consumer.partitionsFor(topic)).orElse(List.of()).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
    }

    private void assign(Set<TopicPartition> partitions, StoreProgress progress) {
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            OptionalLong next = progress.nextOffset(topic, partition.partition());
            if (next.isPresent()) {
                consumer.seek(partition, next.getAsLong());
            } else {
                consumer.seekToBeginning(Set.of(partition));
            }
        }
    }
}
