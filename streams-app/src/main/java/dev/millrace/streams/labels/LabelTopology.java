package dev.millrace.streams.labels;

import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.streams.deadletter.EventTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Sends a task's events that have a label, or get one within the window, to its labelled topic.
 *
 * <p>Events with a key are stored by id for the window and joined with the labels of that id, in either order. Both sides are
 * repartitioned, because producers in other languages may hash keys differently. A label belongs to one event: the newest of its
 * id that is not after it. Of an event's labels the newest wins, and each newer one forwards the example again. A label without an
 * event within the window goes to the dead letters, as does one whose example is too large for the labelled topic.
 *
 * <p>It needs disk space of about events per second × bytes per event × window in seconds, and the same in its
 * changelog. It can grow to one and a half times that before the oldest segment, half a window long, is dropped.
 */
public final class LabelTopology {

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final String EVENTS_BY_ID = "events-by-id";
    private static final String LABELS_BY_ID = "labels-by-id";

    private LabelTopology() {}

    /** The store that keeps the task's events. Another layout of the stores has another name. */
    public static String eventStore(TaskConfig task) {
        return LabelStores.events(task.id());
    }

    /**
     * The topics that Kafka Streams makes for the task's client, of its stores and for repartitioning, without the application
     * id and the dash that they begin with.
     */
    public static Set<String> internalTopics(TaskConfig task) {
        LabelStores stores = new LabelStores(task.id(), Duration.ZERO);
        Set<String> topics = new HashSet<>();
        Stream.of(stores.all()).forEach(store -> topics.add(store + "-changelog"));
        Stream.of(EVENTS_BY_ID, LABELS_BY_ID).forEach(step -> topics.add(LabelKind.step(task, step) + "-repartition"));
        return topics;
    }

    /** Builds the topology of one task. */
    public static Topology build(LabelKind<?> kind, String deadLetters, LabelDependencies dependencies) {
        StreamsBuilder builder = new StreamsBuilder();
        LabelStores stores = new LabelStores(kind.name(), dependencies.window());
        builder.addStateStore(stores.eventStore())
                .addStateStore(stores.labelStore())
                .addStateStore(stores.arrivalStore());
        addEvents(builder, kind, stores, deadLetters, dependencies);
        addLabels(builder, kind, stores, deadLetters, dependencies);
        return builder.build();
    }

    private static <T> void addEvents(
            StreamsBuilder builder,
            LabelKind<T> kind,
            LabelStores stores,
            String deadLetters,
            LabelDependencies dependencies) {
        KStream<byte[], byte[]> events = source(
                        builder, kind, kind.task().input().topic(), "event")
                .process(() -> new EventIntake<>(kind, dependencies), named(kind, "event-intake"));
        branch(events, kind, "event-labelled").to(kind.task().labelled(), sink(kind, "labelled"));
        branch(events, kind, "event-refused").to(deadLetters, sink(kind, "event-refused"));
        KStream<byte[], byte[]> joined = branch(events, kind, "event-with-id")
                .repartition(byId(kind, EVENTS_BY_ID, dependencies))
                .process(() -> new EventJoin<>(kind, stores, dependencies), named(kind, "event-join"), stores.all());
        branch(joined, kind, "event-joined").to(kind.task().labelled(), sink(kind, "event-joined"));
        branch(joined, kind, "event-join-refused").to(deadLetters, sink(kind, "event-join-refused"));
    }

    private static <T> void addLabels(
            StreamsBuilder builder,
            LabelKind<T> kind,
            LabelStores stores,
            String deadLetters,
            LabelDependencies dependencies) {
        KStream<byte[], byte[]> labels = source(
                        builder, kind, kind.task().labels().topic(), "label")
                .process(() -> new LabelIntake(kind, dependencies), named(kind, "label-intake"));
        branch(labels, kind, "label-unusable").to(deadLetters, sink(kind, "label-unusable"));
        KStream<byte[], byte[]> joined = branch(labels, kind, "label-with-id")
                .repartition(byId(kind, LABELS_BY_ID, dependencies))
                .process(() -> new LabelJoin<>(kind, stores, dependencies), named(kind, "label-join"), stores.all());
        branch(joined, kind, "joined").to(kind.task().labelled(), sink(kind, "label-joined"));
        branch(joined, kind, "label-unmatched").to(deadLetters, sink(kind, "label-unmatched"));
    }

    private static KStream<byte[], byte[]> source(
            StreamsBuilder builder, LabelKind<?> kind, String topic, String step) {
        return builder.stream(
                topic,
                Consumed.with(BYTES, BYTES)
                        .withTimestampExtractor(new EventTime())
                        .withName(kind.step(step) + "-source"));
    }

    /** A named child node to which a processor can forward. */
    private static KStream<byte[], byte[]> branch(KStream<byte[], byte[]> stream, LabelKind<?> kind, String step) {
        return stream.filter((key, value) -> true, named(kind, step));
    }

    private static Named named(LabelKind<?> kind, String step) {
        return Named.as(kind.step(step));
    }

    private static Produced<byte[], byte[]> sink(LabelKind<?> kind, String step) {
        return Produced.with(BYTES, BYTES).withName(kind.step(step) + "-sink");
    }

    private static Repartitioned<byte[], byte[]> byId(LabelKind<?> kind, String step, LabelDependencies dependencies) {
        return Repartitioned.<byte[], byte[]>as(kind.step(step))
                .withKeySerde(BYTES)
                .withValueSerde(BYTES)
                .withNumberOfPartitions(dependencies.partitions());
    }
}
