package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.TaskAudit;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.data.Sample;
import dev.millrace.cli.data.Samples;
import dev.millrace.cli.produce.Publisher;
import dev.millrace.cli.produce.SendListener;
import dev.millrace.cli.produce.SendRate;
import dev.millrace.cli.produce.WithheldLabels;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.Producer;

/** Sends the samples of a task from its own thread, and records each in the audit. */
final class Feed {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CompletableFuture<Void> ended;
    private final Runnable stop;
    private final AtomicLong unacknowledged;

    private Feed(CompletableFuture<Void> ended, Runnable stop, AtomicLong unacknowledged) {
        this.ended = ended;
        this.stop = stop;
        this.unacknowledged = unacknowledged;
    }

    /** Starts sending. The caller closes {@code samples} after {@link #stop}. */
    static <V> Feed start(
            Cluster cluster,
            Topic<String, V> topic,
            BiFunction<Sample, Boolean, V> toRecord,
            Samples samples,
            SendRate pace,
            WithheldLabels withheld,
            TaskAudit audit) {
        Producer<String, V> producer = cluster.producer(topic, PATIENCE);
        AtomicLong unacknowledged = new AtomicLong();
        Publisher<V> publisher =
                new Publisher<>(producer, topic.name(), toRecord, withheld, new AuditEntries(audit, unacknowledged));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (producer) {
                        publisher.publish(samples, Integer.MAX_VALUE, pace);
                        ended.complete(null);
                    } catch (RuntimeException e) {
                        ended.completeExceptionally(e);
                    }
                },
                "feed-" + topic.name());
        thread.setDaemon(true);
        thread.start();
        return new Feed(ended, publisher::stop, unacknowledged);
    }

    /**
     * A warning for the user about samples that the broker did not acknowledge, which the audit does not count; empty if
     * there are none.
     */
    Optional<String> complaint() {
        return unacknowledged.get() == 0
                ? Optional.empty()
                : Optional.of(
                        unacknowledged.get() + " records were not acknowledged by the broker, and are not counted");
    }

    /** Stops, and returns when the broker has answered for everything that was sent. */
    void stop() {
        stop.run();
        ended.join();
    }

    private record AuditEntries(TaskAudit audit, AtomicLong unacknowledged) implements SendListener {

        @Override
        public void sending(Sample sample, boolean labelled) {
            if (!labelled) {
                sample.label().ifPresent(label -> audit.withhold(sample.id(), label));
            }
        }

        @Override
        public void acknowledged(Sample sample, String topic, int partition, long offset) {
            audit.acknowledged(new RecordCoordinates(topic, partition, offset));
        }

        @Override
        public void failed(Sample sample, Exception problem) {
            unacknowledged.incrementAndGet();
        }
    }
}
