package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.drills.audit.LabelAudit;
import dev.millrace.drills.audit.TrueLabel;
import dev.millrace.records.Label;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends the labels of images on their own topic, some time after the image, on its own thread. Thread-safe. */
final class LateLabels {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Topic<String, Label> topic;
    private final Duration delay;
    private final LabelAudit audit;
    private final ConcurrentLinkedQueue<Due> queue = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;

    private LateLabels(Topic<String, Label> topic, Duration delay, LabelAudit audit) {
        this.topic = topic;
        this.delay = delay;
        this.audit = audit;
    }

    private record Due(RecordCoordinates image, String id, TrueLabel label, long nanos) {}

    static LateLabels start(Cluster cluster, Duration delay, LabelAudit audit) {
        LateLabels labels = new LateLabels(cluster.topics().imageLabels(), delay, audit);
        Thread thread = new Thread(() -> labels.run(cluster), "late-labels");
        thread.setDaemon(true);
        thread.start();
        return labels;
    }

    /** Sends the label of an image that the broker has, after the delay. */
    void follow(RecordCoordinates image, Input input, TrueLabel label) {
        byte[] key = input.key();
        if (key == null) {
            throw new IllegalArgumentException("an image whose label comes later needs an id, got none: " + image);
        }
        String id = new String(key, StandardCharsets.UTF_8);
        queue.add(new Due(image, id, label, System.nanoTime() + delay.toNanos()));
    }

    /** Sends the labels that are left without delay, and returns when the broker has them. */
    void end() {
        ending = true;
        ended.join();
    }

    private void run(Cluster cluster) {
        try (Producer<String, Label> producer = cluster.producer(topic, PATIENCE)) {
            // The registry may be down when the first label is due.
            byte[] unused = topic.valueSerde()
                    .serializer()
                    .serialize(topic.name(), Label.newBuilder().setLabel("any").build());
            while (!ending || !queue.isEmpty()) {
                Due next = queue.peek();
                if (next == null || (!ending && next.nanos() > System.nanoTime())) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                } else {
                    send(producer, queue.remove());
                }
            }
            producer.flush();
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(Producer<String, Label> producer, Due due) {
        Label label = Label.newBuilder().setLabel(due.label().label()).build();
        producer.send(
                new ProducerRecord<>(topic.name(), due.id(), label), (metadata, problem) -> answered(due, problem));
    }

    private void answered(Due due, @Nullable Exception problem) {
        if (problem == null) {
            audit.expect(due.image(), due.label());
        } else {
            ended.completeExceptionally(problem);
        }
    }
}
