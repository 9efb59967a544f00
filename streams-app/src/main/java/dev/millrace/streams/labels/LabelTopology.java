package dev.millrace.streams.labels;

import dev.millrace.schemas.Topics;
import dev.millrace.streams.deadletter.EventTime;
import java.util.List;
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
 * Sends images and reviews that have a label, or get one within the window, to the labelled topics.
 *
 * <p>Events with a key are stored by id for the window and joined with the labels of that id, in either order. Both sides are
 * repartitioned, because producers in other languages may hash keys differently. The label with the newest timestamp wins, and
 * each newer one forwards the example again. A label without an event within the window goes to the dead letters.
 *
 * <p>Each task needs disk space of about events per second × bytes per event × window in seconds, and the same in its
 * changelog. It can grow to twice that before the oldest segment, half a window long, is dropped.
 */
public final class LabelTopology {

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private LabelTopology() {}

    /** Names of the topics that it reads. */
    public static List<String> inputs(Topics topics) {
        return List.of(
                topics.images().name(),
                topics.reviews().name(),
                topics.imageLabels().name(),
                topics.reviewLabels().name());
    }

    /** Names of the topics that it writes, except the dead letters. */
    public static List<String> outputs(Topics topics) {
        return List.of(topics.labelledImages().name(), topics.labelledReviews().name());
    }

    /** Builds the topology for both tasks. */
    public static Topology build(Topics topics, LabelDependencies dependencies) {
        StreamsBuilder builder = new StreamsBuilder();
        add(builder, LabelKind.images(topics), topics.deadLetters().name(), dependencies);
        add(builder, LabelKind.reviews(topics), topics.deadLetters().name(), dependencies);
        return builder.build();
    }

    private static <V> void add(
            StreamsBuilder builder, LabelKind<V, ?> kind, String deadLetters, LabelDependencies dependencies) {
        LabelStores stores = new LabelStores(kind.name(), dependencies.window());
        builder.addStateStore(stores.eventStore())
                .addStateStore(stores.labelStore())
                .addStateStore(stores.arrivalStore());

        KStream<byte[], byte[]> events = source(builder, kind, kind.events().name(), "event")
                .process(() -> new EventIntake<>(kind, dependencies), named(kind, "event-intake"));
        branch(events, kind, "event-labelled").to(kind.labelled().name(), sink(kind, "labelled"));
        branch(events, kind, "event-with-id")
                .repartition(byId(kind, "events-by-id", dependencies))
                .process(
                        () -> new EventJoin<>(kind, stores, dependencies.metrics()),
                        named(kind, "event-join"),
                        stores.all())
                .to(kind.labelled().name(), sink(kind, "event-joined"));

        KStream<byte[], byte[]> labels = source(builder, kind, kind.labels().name(), "label")
                .process(() -> new LabelIntake(kind, dependencies), named(kind, "label-intake"));
        branch(labels, kind, "label-unusable").to(deadLetters, sink(kind, "label-unusable"));
        KStream<byte[], byte[]> joined = branch(labels, kind, "label-with-id")
                .repartition(byId(kind, "labels-by-id", dependencies))
                .process(() -> new LabelJoin<>(kind, stores, dependencies), named(kind, "label-join"), stores.all());
        branch(joined, kind, "joined").to(kind.labelled().name(), sink(kind, "label-joined"));
        branch(joined, kind, "label-unmatched").to(deadLetters, sink(kind, "label-unmatched"));
    }

    private static KStream<byte[], byte[]> source(
            StreamsBuilder builder, LabelKind<?, ?> kind, String topic, String step) {
        return builder.stream(
                topic,
                Consumed.with(BYTES, BYTES)
                        .withTimestampExtractor(new EventTime())
                        .withName(kind.step(step) + "-source"));
    }

    /** A named child node to which a processor can forward. */
    private static KStream<byte[], byte[]> branch(KStream<byte[], byte[]> stream, LabelKind<?, ?> kind, String step) {
        return stream.filter((key, value) -> true, named(kind, step));
    }

    private static Named named(LabelKind<?, ?> kind, String step) {
        return Named.as(kind.step(step));
    }

    private static Produced<byte[], byte[]> sink(LabelKind<?, ?> kind, String step) {
        return Produced.with(BYTES, BYTES).withName(kind.step(step) + "-sink");
    }

    private static Repartitioned<byte[], byte[]> byId(
            LabelKind<?, ?> kind, String step, LabelDependencies dependencies) {
        return Repartitioned.<byte[], byte[]>as(kind.step(step))
                .withKeySerde(BYTES)
                .withValueSerde(BYTES)
                .withNumberOfPartitions(dependencies.partitions());
    }
}
