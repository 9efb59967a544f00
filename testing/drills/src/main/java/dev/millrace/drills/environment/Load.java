package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.produce.SendRate;
import dev.millrace.schemas.RecordCoordinates;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends inputs to a topic at a steady rate on its own thread: a minimum number, then until told to end.
 */
public final class Load {

    private static final int MOST_ON_THE_WAY = 5_000;
    private static final Duration LONGEST_REST = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Cluster cluster;
    private final String topic;
    private final long count;
    private final BiConsumer<RecordCoordinates, Input> listener;
    private final Semaphore onTheWay = new Semaphore(MOST_ON_THE_WAY);
    private final AtomicLong acknowledged = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;

    private Load(Cluster cluster, String topic, long count, BiConsumer<RecordCoordinates, Input> listener) {
        this.cluster = cluster;
        this.topic = topic;
        this.count = count;
        this.listener = listener;
    }

    /**
     * Starts with number 0.
     *
     * @param count minimum number of inputs
     * @param listener receives what the broker acknowledged, on another thread
     */
    static Load start(
            Cluster cluster,
            String topic,
            long count,
            double perSecond,
            LongFunction<Input> inputs,
            BiConsumer<RecordCoordinates, Input> listener) {
        Load load = new Load(cluster, topic, count, listener);
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
        try (Producer<byte[], byte[]> producer = cluster.producer(PATIENCE)) {
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
        listener.accept(RecordCoordinates.of(metadata), input);
    }
}
