package dev.millrace.benchmarks.labels;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.records.Label;
import dev.millrace.records.Review;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The join's topics: what is sent to it, and what it answers. Not thread-safe. */
final class JoinTopics implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** A partition's end may be a few markers of transactions after its last record. */
    private static final long MARKERS = 4;

    private static final String TEXT =
            "a text of about a hundred characters, as short as a message about a product may be, "
                    + "and not worth more";

    private final KafkaConnection connection;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final Admin admin;
    private final Producer<String, byte[]> producer;
    private final LabelledReviews labelled;
    private long sent;

    private JoinTopics(KafkaConnection connection, Admin admin) {
        this.connection = connection;
        this.admin = admin;
        this.registry = connection.openRegistry();
        this.topics = Topics.of(connection.topicNames(), registry);
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.labelled =
                LabelledReviews.open(connection, topics.labelledReviews().name());
    }

    static JoinTopics create(KafkaConnection connection) {
        Admin admin = Admin.create(connection.properties());
        await(admin.createTopics(TopicLayout.local(connection.topicNames()).topics())
                .all());
        return new JoinTopics(connection, admin);
    }

    KafkaConnection connection() {
        return connection;
    }

    /** The id of an event that shares it with no other. */
    static String id(int number) {
        return "event-" + number;
    }

    /** Returns when the broker has acknowledged them. */
    void sendEvents(int count, IntFunction<String> ids) {
        byte[] value = bytes(topics.reviews(), Review.newBuilder().setText(TEXT).build());
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (int i = 0; i < count; i++) {
            var unused = producer.send(
                    new ProducerRecord<>(topics.reviews().name(), ids.apply(i), value), (metadata, problem) -> {
                        if (problem != null) {
                            failure.completeExceptionally(problem);
                        }
                    });
        }
        producer.flush();
        if (failure.isCompletedExceptionally()) {
            throw new BenchmarkFailure(
                    "an event can't be sent", failure.handle((none, e) -> e).join());
        }
        sent += count;
    }

    /** Waits until the join has committed all events, and returns the seconds that it took. */
    double awaitStored(JoinApp app) {
        long started = System.nanoTime();
        while (!isStored()) {
            app.requireRunning();
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new BenchmarkFailure("the join has not read all events after " + PATIENCE.toMinutes() + " min");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private boolean isStored() {
        String group = connection.topicNames().prefix() + "millrace-" + JoinApp.CLIENT;
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, ListOffsetsResultInfo> ends = await(admin.listOffsets(committed.keySet().stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all());
        long events = committed.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topics.reviews().name()))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
        return events >= sent
                && ends.entrySet().stream().allMatch(end -> {
                    OffsetAndMetadata read = committed.get(end.getKey());
                    return read != null && end.getValue().offset() - read.offset() <= MARKERS;
                });
    }

    /** Sends a label, waits for the labelled event, and returns the seconds that it took. */
    double answer(String id) {
        byte[] label =
                bytes(topics.reviewLabels(), Label.newBuilder().setLabel("good").build());
        long started = System.nanoTime();
        var unused = producer.send(new ProducerRecord<>(topics.reviewLabels().name(), id, label));
        producer.flush();
        labelled.await(id, PATIENCE);
        return (System.nanoTime() - started) / 1e9;
    }

    private static <V> byte[] bytes(Topic<String, V> topic, V value) {
        return topic.valueSerde().serializer().serialize(topic.name(), value);
    }

    private static <V> V await(KafkaFuture<V> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new BenchmarkFailure("the broker does not carry out a request", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted while waiting for the broker", e);
        }
    }

    @Override
    public void close() {
        try (admin;
                registry;
                producer;
                labelled) {
            await(admin.deleteTopics(connection.topicNames().all()).all());
        }
    }
}
