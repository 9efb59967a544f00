package dev.millrace.drills.environment;

import dev.millrace.cli.produce.SendRate;
import dev.millrace.drills.audit.ScenarioAudit;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.RecordCoordinates;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends inputs to a topic at a steady rate on its own thread: a minimum number, then until told to end. Records in the
 * audit what the broker acknowledged.
 */
public final class Load {

    private static final int MOST_ON_THE_WAY = 5_000;
    private static final Duration LONGEST_REST = Duration.ofMillis(50);
    private static final int PATIENCE_MILLIS = 600_000;

    private final KafkaConnection connection;
    private final String topic;
    private final long count;
    private final ScenarioAudit audit;
    private final Semaphore onTheWay = new Semaphore(MOST_ON_THE_WAY);
    private final AtomicLong acknowledged = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;

    private Load(KafkaConnection connection, String topic, long count, ScenarioAudit audit) {
        this.connection = connection;
        this.topic = topic;
        this.count = count;
        this.audit = audit;
    }

    /**
     * Starts with number 0.
     *
     * @param count minimum number of inputs
     */
    static Load start(
            KafkaConnection connection,
            String topic,
            long count,
            double perSecond,
            LongFunction<Input> inputs,
            ScenarioAudit audit) {
        Load load = new Load(connection, topic, count, audit);
        Thread thread = new Thread(() -> load.run(inputs, SendRate.steady(perSecond)), "load-" + topic);
        thread.setDaemon(true);
        thread.start();
        return load;
    }

    /** Number of inputs that the broker acknowledged. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Sends no more than the minimum, and returns when the broker has acknowledged everything. */
    void end() {
        ending = true;
        ended.join();
    }

    /** Whether sending has failed; {@link #end} then throws. */
    boolean hasFailed() {
        return ended.isCompletedExceptionally();
    }

    private void run(LongFunction<Input> inputs, SendRate pace) {
        try (Producer<byte[], byte[]> producer = producer()) {
            long started = System.nanoTime();
            for (long number = 0; number < count || !ending; number++) {
                rest(started + pace.dueAfter(number).toNanos());
                send(producer, inputs.apply(number));
            }
            producer.flush();
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void rest(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_REST.toNanos()));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(Producer<byte[], byte[]> producer, Input input) {
        onTheWay.acquireUninterruptibly();
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, input.key(), input.value());
        input.headers().forEach(event.headers()::add);
        producer.send(event, (metadata, problem) -> answered(input, metadata, problem));
    }

    private void answered(Input input, RecordMetadata metadata, @Nullable Exception problem) {
        onTheWay.release();
        if (problem != null) {
            ended.completeExceptionally(problem);
            return;
        }
        acknowledged.incrementAndGet();
        audit.sent(RecordCoordinates.of(metadata), input.expected());
    }
}
