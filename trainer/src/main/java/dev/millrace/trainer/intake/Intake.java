package dev.millrace.trainer.intake;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.RegistryUnavailableException;
import dev.millrace.service.FailureReason;
import dev.millrace.service.input.LabelTrustHeader;
import dev.millrace.trainer.examples.Appended;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.examples.LabelledContent;
import dev.millrace.trainer.examples.OffsetAdvance;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one task's labelled topic into its example store, on its own thread, until it is closed.
 *
 * <p>It starts at the store's offsets; the offsets that it commits to Kafka only show the lag. While the registry is
 * unavailable or the disk is full, it keeps the batch, waits and retries.
 */
public final class Intake implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final LabelledSource<?> source;
    private final ExampleStore store;
    private final LabelledConsumer consumer;
    private final IntakeMetrics metrics;
    private final Gauge size;
    private final CatchUp catchUp;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile Optional<String> trouble = Optional.empty();

    private Intake(
            Task task, LabelledSource<?> source, ExampleStore store, LabelledConsumer consumer, IntakeMetrics metrics) {
        this.source = source;
        this.store = store;
        this.consumer = consumer;
        this.metrics = metrics;
        this.size = metrics.watch(store);
        this.catchUp = new CatchUp(source.topic(), consumer::ends);
        this.thread = new Thread(this::run, "intake-" + task.id());
    }

    /**
     * Starts the thread.
     *
     * @param store stays owned by the caller, who closes it after the intake
     */
    public static Intake start(
            KafkaConnection connection, Task task, LabelledSource<?> source, ExampleStore store, MeterRegistry meters) {
        LabelledConsumer consumer = LabelledConsumer.open(connection, source.topic(), groupOf(connection, task));
        Intake intake = new Intake(task, source, store, consumer, new IntakeMetrics(meters, task));
        intake.thread.start();
        return intake;
    }

    /** The group whose committed offsets show how far the intake has come. */
    public static String groupOf(KafkaConnection connection, Task task) {
        return connection.clientNames().trainerIntake(task.id());
    }

    /** What it waits for, or how far it has to catch up; empty if neither. */
    public Optional<String> trouble() {
        return trouble.or(catchUp::progress);
    }

    /** Whether the store has everything that was on the topic when the intake started. Stays true from then on. */
    public boolean isCaughtUp() {
        return catchUp.isDone();
    }

    /** Completes when the thread has ended, exceptionally unless it was closed. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeUp();
        ended.handle((nothing, error) -> Optional.empty()).join();
        metrics.forget(size);
    }

    private void run() {
        try (consumer) {
            while (!isClosing(Duration.ZERO)) {
                poll();
            }
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            trouble = Optional.of("intake of '" + source.topic() + "' has failed: " + e);
            ended.completeExceptionally(e);
        }
    }

    private void poll() {
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(store.progress(), POLL);
            if (polled.isEmpty() || take(polled)) {
                catchUp(polled.isEmpty());
            }
            settled();
        } catch (WakeupException e) {
            log.debug("Woken up: topic={}", source.topic());
        } catch (KafkaException e) {
            waitBecause("topic '" + source.topic() + "' can't be read: " + FailureReason.of(e));
        }
    }

    private void catchUp(boolean isIdle) {
        if (!catchUp.isDone() && catchUp.observe(consumer.positions(), isIdle)) {
            log.info("Intake has caught up: topic={} examples={}", source.topic(), store.size());
        }
    }

    /** Returns false if it was closed before the records were stored. */
    private boolean take(ConsumerRecords<byte[], byte[]> polled) {
        while (!isClosing(Duration.ZERO)) {
            try {
                Batch batch = decode(polled);
                Appended appended = store.append(batch.examples(), advance(polled));
                metrics.taken(polled.count());
                metrics.outranked(appended.outranked());
                metrics.leftOut(appended.leftOut());
                batch.skips().forEach(metrics::skipped);
                consumer.showProgress(store.progress());
                return true;
            } catch (RegistryUnavailableException e) {
                waitBecause("the registry doesn't answer: " + e.getMessage());
            } catch (IOException e) {
                metrics.storeFailed();
                waitBecause("the example store can't be written: " + e.getMessage());
            }
        }
        return false;
    }

    private record Batch(List<LabelledContent> examples, List<Skip> skips) {}

    private Batch decode(ConsumerRecords<byte[], byte[]> polled) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        for (ConsumerRecord<byte[], byte[]> each : polled) {
            boolean unused = source.decode(each.value(), LabelTrustHeader.read(each.headers()))
                    .fold(
                            example -> batch.examples().add(example.content()),
                            skipped -> batch.skips().add(skipped.reason()));
        }
        return batch;
    }

    private static OffsetAdvance advance(ConsumerRecords<byte[], byte[]> polled) {
        List<OffsetRange> ranges = new ArrayList<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = polled.records(partition);
            long first = ofPartition.get(0).offset();
            long last = ofPartition.get(ofPartition.size() - 1).offset();
            ranges.add(new OffsetRange(partition.topic(), partition.partition(), first, last + 1));
        }
        return new OffsetAdvance(ranges);
    }

    private void settled() {
        if (trouble.isPresent()) {
            trouble = Optional.empty();
            log.info("Intake continues: topic={}", source.topic());
        }
    }

    private void waitBecause(String reason) {
        if (trouble.isEmpty()) {
            log.warn("Intake waits: topic={} reason={}", source.topic(), reason);
        }
        trouble = Optional.of(reason);
        isClosing(RETRY);
    }

    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
