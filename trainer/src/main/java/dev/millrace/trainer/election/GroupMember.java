package dev.millrace.trainer.election;

import dev.millrace.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in an election's consumer group, and the source of commands. Not thread-safe, except {@link #wakeUp}.
 */
final class GroupMember implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupMember.class);
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private final Consumer<String, byte[]> consumer;
    private boolean isOpen = true;

    private GroupMember(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Joins the group with the first {@link #poll}. The cooperative assignor lets a leader keep its partition when others join
     * or leave. Earlier releases use Kafka's default list, which ends with it, so both can share a group.
     */
    static GroupMember open(KafkaConnection connection, String group) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        properties.putAll(connection.properties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new GroupMember(new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /** @param assignment called inside {@link #poll} and {@link #close} */
    void subscribe(String topic, ConsumerRebalanceListener assignment) {
        consumer.subscribe(List.of(topic), assignment);
    }

    ConsumerRecords<String, byte[]> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /** Has the next {@link #poll} begin with this record. */
    void readAgain(ConsumerRecord<?, ?> polled) {
        consumer.seek(new TopicPartition(polled.topic(), polled.partition()), polled.offset());
    }

    /** Commits that a successor begins at {@code offset}. Returns false if that failed; it may be tried again. */
    boolean commit(TopicPartition partition, long offset) {
        Map<TopicPartition, OffsetAndMetadata> next = Map.of(partition, new OffsetAndMetadata(offset));
        try {
            commitAlthoughWoken(next);
            return true;
        } catch (KafkaException e) {
            log.debug("Commands' offset was not committed: partition={} offset={}", partition, offset, e);
            return false;
        }
    }

    /** A wake-up is meant for a poll, and ends one commit at most. */
    private void commitAlthoughWoken(Map<TopicPartition, OffsetAndMetadata> next) {
        try {
            consumer.commitSync(next);
        } catch (WakeupException e) {
            consumer.commitSync(next);
        }
    }

    /** Ends a waiting poll, from any thread. A closed consumer must not be woken up. */
    synchronized void wakeUp() {
        if (isOpen) {
            consumer.wakeup();
        }
    }

    /** Leaves the group. */
    @Override
    public void close() {
        synchronized (this) {
            isOpen = false;
        }
        consumer.close();
    }
}
