package dev.millrace.streams.operations;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
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
 * Makes the clients that Kafka Streams would make, and keeps hold of the stream threads' consumers for as long as they are
 * open: one that is woken up fails, and its thread is replaced, with new clients. Thread-safe.
 */
final class WakeableClients implements KafkaClientSupplier {

    private final Set<Consumer<byte[], byte[]>> open = new HashSet<>();

    /** Has every stream thread fail with Kafka's WakeupException. */
    synchronized void wakeUp() {
        open.forEach(Consumer::wakeup);
    }

    @Override
    public Admin getAdmin(Map<String, Object> properties) {
        return Admin.create(properties);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
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

    private synchronized void forget(Consumer<byte[], byte[]> closing) {
        open.remove(closing);
    }

    /** Forgotten before it is closed: a consumer that is closed must not be woken up. */
    private final class Wakeable extends KafkaConsumer<byte[], byte[]> {

        Wakeable(Map<String, Object> properties) {
            super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void close() {
            forget(this);
            super.close();
        }

        @Override
        @Deprecated
        public void close(Duration timeout) {
            forget(this);
            super.close(timeout);
        }

        @Override
        public void close(CloseOptions options) {
            forget(this);
            super.close(options);
        }
    }
}
