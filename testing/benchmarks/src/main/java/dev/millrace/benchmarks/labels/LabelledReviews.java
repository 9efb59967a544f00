package dev.millrace.benchmarks.labels;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Waits for committed labelled reviews. Not thread-safe. */
final class LabelledReviews implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;

    private LabelledReviews(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Reads what is committed from now on. */
    static LabelledReviews open(KafkaConnection connection, String topic) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new LabelledReviews(consumer);
    }

    /** @throws BenchmarkFailure when none of this id comes in time */
    void await(String id, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> review : consumer.poll(POLL)) {
                if (id.equals(review.key())) {
                    return;
                }
            }
        }
        throw new BenchmarkFailure("no labelled review of '" + id + "' after " + patience.toMinutes() + " min");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
