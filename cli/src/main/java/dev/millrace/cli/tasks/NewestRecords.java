package dev.millrace.cli.tasks;

import dev.millrace.cli.connection.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the last committed records of topics, without a group. For one thread. */
final class NewestRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final Consumer<byte[], byte[]> consumer;

    NewestRecords(Cluster cluster) {
        this.cluster = cluster;
        this.consumer = cluster.reader(new ByteArrayDeserializer());
    }

    /** The newest of all partitions, newest last; none where there is no such topic. */
    Optional<List<ConsumerRecord<byte[], byte[]>>> of(String topic, int limit) {
        if (!cluster.hasReadable(topic)) {
            return Optional.empty();
        }
        List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, PATIENCE);
        ends.forEach((partition, end) ->
                consumer.seek(partition, Math.max(beginnings.getOrDefault(partition, 0L), end - limit)));
        List<ConsumerRecord<byte[], byte[]>> records = read(ends);
        return Optional.of(records.subList(Math.max(0, records.size() - limit), records.size()));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Map<TopicPartition, Long> ends) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())
                && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records.stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
