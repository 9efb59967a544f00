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
 * Waits until readers of committed records can see a commit. The broker acknowledges a commit before it writes the markers
 * that make it readable, so a reader that polls immediately could miss what was just committed. Not thread-safe.
 */
public final class CommitVisibility implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CommitVisibility.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private CommitVisibility(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Opens a consumer of its own, without a group. Close it with {@link #close}. */
    public static CommitVisibility open(KafkaConnection connection) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new CommitVisibility(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * Waits up to 30 seconds until all of these committed records can be read. The commit stands even if the broker does not
     * expose it in time, so a wait that fails is only logged.
     */
    public void awaitReadable(List<Future<RecordMetadata>> committed) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
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
                    log.warn("Commit not readable after {}: {}", TIMEOUT, last);
                    return;
                }
                consumer.poll(POLL_TIMEOUT);
            }
        } catch (KafkaException | ExecutionException e) {
            log.warn("Committed, but could not check that the commit is readable: {}", e.toString());
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
