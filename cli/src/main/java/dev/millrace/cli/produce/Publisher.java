package dev.millrace.cli.produce;

import dev.millrace.cli.data.Sample;
import dev.millrace.cli.data.Samples;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends samples one after another, each once, at a given rate, with a bounded number in flight. Any thread may call
 * {@link #stop}; one thread calls the other methods.
 *
 * @param <V> the topic's record
 */
public final class Publisher<V> {

    private static final int MAX_IN_FLIGHT = 2_000;
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Producer<String, V> producer;
    private final String topic;
    private final BiFunction<Sample, Boolean, V> toRecord;
    private final WithheldLabels withheld;
    private final SendListener listener;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @param toRecord creates the record of a sample, with or without its label */
    public Publisher(
            Producer<String, V> producer,
            String topic,
            BiFunction<Sample, Boolean, V> toRecord,
            WithheldLabels withheld,
            SendListener listener) {
        this.producer = producer;
        this.topic = topic;
        this.toRecord = toRecord;
        this.withheld = withheld;
        this.listener = listener;
    }

    /** Sends the first {@code limit} samples, or all, and returns when the broker has answered for each. */
    public void publish(Samples samples, int limit, SendRate pace) {
        long start = System.nanoTime();
        int count = Math.min(limit, samples.size());
        for (int index = 0; index < count && awaitDue(start, pace.dueAfter(index)); index++) {
            send(samples.get(index));
        }
        producer.flush();
    }

    /** Stops sending. */
    public void stop() {
        stopped.set(true);
    }

    /** Waits until the sample is due. Returns false if it must not be sent any more. */
    private boolean awaitDue(long start, Duration due) {
        while (!stopped.get()) {
            long left = start + due.toNanos() - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(Math.min(left, LONGEST_REST_NANOS));
        }
        return false;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback receives failures
    private void send(Sample sample) {
        boolean labelled = sample.label().isPresent() && !withheld.test(sample);
        inFlight.acquireUninterruptibly();
        listener.sending(sample, labelled);
        ProducerRecord<String, V> event = new ProducerRecord<>(topic, sample.id(), toRecord.apply(sample, labelled));
        producer.send(event, (metadata, problem) -> answered(sample, metadata, problem));
    }

    private void answered(Sample sample, RecordMetadata metadata, @Nullable Exception problem) {
        inFlight.release();
        if (problem == null) {
            listener.acknowledged(sample, metadata.topic(), metadata.partition(), metadata.offset());
        } else {
            listener.failed(sample, problem);
        }
    }
}
