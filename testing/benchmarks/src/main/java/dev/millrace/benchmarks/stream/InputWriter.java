package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.schemas.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes numbered records to an input topic; the number is the key. Not thread-safe. */
final class InputWriter implements AutoCloseable {

    private static final int BATCH_BYTES = 1 << 18;

    private final String topic;
    private final List<byte[]> values;
    private final Producer<String, byte[]> transactional;
    private final Producer<String, byte[]> prompt;

    private InputWriter(
            String topic,
            List<byte[]> values,
            Producer<String, byte[]> transactional,
            Producer<String, byte[]> prompt) {
        this.topic = topic;
        this.values = values;
        this.transactional = transactional;
        this.prompt = prompt;
    }

    /** @param values used in turn */
    static InputWriter open(KafkaConnection connection, String topic, List<byte[]> values) {
        Producer<String, byte[]> transactional = producer(
                connection,
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "bench-" + UUID.randomUUID(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5));
        transactional.initTransactions();
        return new InputWriter(
                topic,
                List.copyOf(values),
                transactional,
                producer(connection, Map.of(ProducerConfig.LINGER_MS_CONFIG, 0)));
    }

    private static Producer<String, byte[]> producer(KafkaConnection connection, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.putAll(more);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Writes records in one transaction, so that a subject that reads committed records can poll none before all are
     * there.
     */
    void preload(long first, int count) {
        transactional.beginTransaction();
        for (long number = first; number < first + count; number++) {
            var unused = transactional.send(record(number));
        }
        transactional.commitTransaction();
    }

    /**
     * Sends each record when it is due, late ones immediately. Returns when the broker has acknowledged all of them.
     *
     * @throws BenchmarkFailure when one could not be sent
     */
    void send(Schedule schedule, long first, long count) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        long sent = 0;
        while (sent < count) {
            long due = Math.min(count, schedule.due(System.nanoTime()));
            for (; sent < due; sent++) {
                var unused = prompt.send(record(first + sent), (metadata, problem) -> {
                    if (problem != null) {
                        failure.completeExceptionally(problem);
                    }
                });
            }
            if (sent < count) {
                LockSupport.parkNanos(schedule.intendedNanos(sent) - System.nanoTime());
            }
        }
        prompt.flush();
        if (failure.isCompletedExceptionally()) {
            throw new BenchmarkFailure(
                    "a record can't be sent to '" + topic + "'",
                    failure.handle((none, e) -> e).join());
        }
    }

    private ProducerRecord<String, byte[]> record(long number) {
        return new ProducerRecord<>(topic, Long.toString(number), values.get((int) (number % values.size())));
    }

    @Override
    public void close() {
        transactional.close();
        prompt.close();
    }
}
