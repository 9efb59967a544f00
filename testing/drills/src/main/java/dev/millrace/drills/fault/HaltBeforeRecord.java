package dev.millrace.drills.fault;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Halts the JVM, as {@code kill -9} does, just before a producer sends a certain record, once the broker has everything
 * sent before. It is set as {@code interceptor.classes} of every client of a process, so it is also a consumer
 * interceptor, which does nothing.
 *
 * <p>System properties select the record: {@link #KEY} is the end of its key, {@link #COUNT} the number of such keys
 * that pass first.
 */
public final class HaltBeforeRecord
        implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

    /** The property with the end of the record's key. */
    public static final String KEY = "millrace.drill.halt.key";

    /** The property with the number of records with such a key that are sent first. */
    public static final String COUNT = "millrace.drill.halt.count";

    private static final int KILLED = 137;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String key = System.getProperty(KEY, "nothing");
    private final AtomicLong left = new AtomicLong(Long.getLong(COUNT, 0));
    private final AtomicLong unacknowledged = new AtomicLong();

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
        if (String.valueOf(record.key()).endsWith(key) && left.getAndDecrement() == 0) {
            awaitAcknowledgements();
            Runtime.getRuntime().halt(KILLED);
        }
        unacknowledged.incrementAndGet();
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception problem) {
        unacknowledged.decrementAndGet();
    }

    private void awaitAcknowledgements() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (unacknowledged.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public void close() {}
}
