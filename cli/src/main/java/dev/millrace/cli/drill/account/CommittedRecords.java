package dev.millrace.cli.drill.account;

import dev.millrace.cli.connection.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to where it ends now, committed records only. */
public record CommittedRecords(Cluster cluster) {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** @throws IllegalStateException when that takes too long */
    public void forEach(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (Consumer<byte[], byte[]> consumer = cluster.reader(new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("'" + topic + "' can't be read to its end within " + PATIENCE);
                }
                consumer.poll(POLL).forEach(action);
            }
        }
    }

    /** How many there are. */
    public long count(String topic) {
        long[] count = {0};
        forEach(topic, any -> count[0]++);
        return count[0];
    }
}
