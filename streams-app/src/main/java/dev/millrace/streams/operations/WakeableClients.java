package dev.millrace.streams.operations;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Creates the same clients as Kafka Streams would, and keeps track of the stream threads' open consumers so that they can be
 * woken up. A thread whose consumer is woken up fails and is replaced by one with new clients. Thread-safe.
 */
final class WakeableClients implements KafkaClientSupplier {

    private final Optional<CommitLatency> latency;
    private final Set<Consumer<byte[], byte[]>> open = new HashSet<>();

    /** @param latency what producers measure; empty for nothing */
    WakeableClients(Optional<CommitLatency> latency) {
        this.latency = latency;
    }

    /** Makes every stream thread fail with Kafka's WakeupException. */
    synchronized void wakeUp() {
        open.forEach(Consumer::wakeup);
    }

    @Override
    public Admin getAdmin(Map<String, Object> properties) {
        return Admin.create(properties);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> properties) {
        return latency.<Producer<byte[], byte[]>>map(timed -> new TimedProducer(properties, timed))
                .orElseGet(() -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    public synchronized Consumer<byte[], byte[]> getConsumer(Map<String, Object> properties) {
        Consumer<byte[], byte[]> consumer = new Wakeable(properties);
        open.add(consumer);
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> properties) {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> properties) {
        return getRestoreConsumer(properties);
    }

    private synchronized void remove(Consumer<byte[], byte[]> closing) {
        open.remove(closing);
    }

    /** Removes itself before it closes, because a closed consumer must not be woken up. */
    private final class Wakeable extends KafkaConsumer<byte[], byte[]> {

        Wakeable(Map<String, Object> properties) {
            super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void close() {
            remove(this);
            super.close();
        }

        @Override
        @Deprecated
        public void close(Duration timeout) {
            remove(this);
            super.close(timeout);
        }

        @Override
        public void close(CloseOptions options) {
            remove(this);
            super.close(options);
        }
    }
}
