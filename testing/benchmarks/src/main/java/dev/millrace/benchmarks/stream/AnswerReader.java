package dev.millrace.benchmarks.stream;

import dev.millrace.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the numbers of committed answers from an output topic, each once. Not thread-safe. */
final class AnswerReader implements AutoCloseable {

    private static final int RECORDS_A_POLL = 20_000;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;

    private AnswerReader(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Opens a reader at the topic's beginning. */
    static AnswerReader open(KafkaConnection connection, String topic, int partitions) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return new AnswerReader(consumer);
    }

    /** Waits briefly for answers, and passes on the number of each. */
    void poll(LongConsumer numbers) {
        for (ConsumerRecord<String, byte[]> answer : consumer.poll(PATIENCE)) {
            numbers.accept(Long.parseLong(answer.key()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
