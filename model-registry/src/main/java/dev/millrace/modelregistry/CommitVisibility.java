package dev.millrace.modelregistry;

import dev.millrace.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far readers of committed records can read. The broker answers a commit when it is decided, and only afterwards
 * writes the markers that let readers pass: who reads at once would miss what was just committed. For one thread.
 */
public final class CommitVisibility implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CommitVisibility.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FETCH = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private CommitVisibility(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    public static CommitVisibility open(KafkaConnection connection) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new CommitVisibility(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * Waits until every one of these committed records can be read, 30 seconds at most: the commit stands whether or not
     * the broker shows it in time, so that a wait that fails is only logged.
     */
    public void awaitBeyond(List<Future<RecordMetadata>> committed) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            Map<TopicPartition, Long> last = new HashMap<>();
            for (Future<RecordMetadata> future : committed) {
                RecordMetadata sent = future.get();
                last.merge(new TopicPartition(sent.topic(), sent.partition()), sent.offset(), Math::max);
            }
            consumer.assign(last.keySet());
            last.forEach(consumer::seek);
            while (last.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) <= end.getValue())) {
                if (System.nanoTime() > deadline) {
                    log.warn("Commit not visible yet after {}: {}", PATIENCE, last);
                    return;
                }
                consumer.poll(FETCH);
            }
        } catch (KafkaException | ExecutionException e) {
            log.warn("Commit done, but its visibility could not be checked: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.unsubscribe();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
