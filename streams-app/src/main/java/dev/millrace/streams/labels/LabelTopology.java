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
 * Images and reviews that have a label, or get one within the window, go to the labelled topics.
 *
 * <p>Every event with a key is kept by id for the window and joined with the labels of that id, whichever comes first; both
 * sides are repartitioned here, since producers of other languages hash keys otherwise. The newest label of an id wins, by
 * the labels' timestamps; each newer one forwards the example again. A label that finds no event within the window goes to
 * the dead letters.
 *
 * <p>On disk, for each task and again in its changelog: about events a second × bytes an event × window in seconds, in
 * segments of half a window (so up to twice that before a segment is dropped).
 */
public final class LabelTopology {

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private LabelTopology() {}

    /** The topics it reads. */
    public static List<String> inputs(Topics topics) {
        return List.of(
                topics.images().name(),
                topics.reviews().name(),
                topics.imageLabels().name(),
                topics.reviewLabels().name());
    }

    /** The topics it writes, beside the dead letters. */
    public static List<String> outputs(Topics topics) {
        return List.of(topics.labelledImages().name(), topics.labelledReviews().name());
    }

    public static Topology build(Topics topics, LabelDependencies parts) {
        StreamsBuilder builder = new StreamsBuilder();
        add(builder, LabelKind.images(topics), topics.deadLetters().name(), parts);
        add(builder, LabelKind.reviews(topics), topics.deadLetters().name(), parts);
        return builder.build();
    }

    private static <V> void add(
            StreamsBuilder builder, LabelKind<V, ?> kind, String deadLetters, LabelDependencies parts) {
        LabelStores stores = new LabelStores(kind.name(), parts.window());
        builder.addStateStore(stores.eventStore())
                .addStateStore(stores.labelStore())
                .addStateStore(stores.arrivalStore());

        KStream<byte[], byte[]> events = source(builder, kind, kind.events().name(), "event")
                .process(() -> new EventIntake<>(kind, parts), named(kind, "event-intake"));
        branch(events, kind, "event-labelled").to(kind.labelled().name(), sink(kind, "labelled"));
        branch(events, kind, "event-with-id")
                .repartition(byId(kind, "events-by-id", parts))
                .process(() -> new EventJoin<>(kind, stores, parts.metrics()), named(kind, "event-join"), stores.all())
                .to(kind.labelled().name(), sink(kind, "event-joined"));

        KStream<byte[], byte[]> labels = source(builder, kind, kind.labels().name(), "label")
                .process(() -> new LabelIntake(kind, parts), named(kind, "label-intake"));
        branch(labels, kind, "label-unusable").to(deadLetters, sink(kind, "label-unusable"));
        KStream<byte[], byte[]> joined = branch(labels, kind, "label-with-id")
                .repartition(byId(kind, "labels-by-id", parts))
                .process(() -> new LabelJoin<>(kind, stores, parts), named(kind, "label-join"), stores.all());
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

    /** The child node of that name, which a processor addresses: what it sends there goes on from here. */
    private static KStream<byte[], byte[]> branch(KStream<byte[], byte[]> stream, LabelKind<?, ?> kind, String step) {
        return stream.filter((key, value) -> true, named(kind, step));
    }

    private static Named named(LabelKind<?, ?> kind, String step) {
        return Named.as(kind.step(step));
    }

    private static Produced<byte[], byte[]> sink(LabelKind<?, ?> kind, String step) {
        return Produced.with(BYTES, BYTES).withName(kind.step(step) + "-sink");
    }

    private static Repartitioned<byte[], byte[]> byId(LabelKind<?, ?> kind, String step, LabelDependencies parts) {
        return Repartitioned.<byte[], byte[]>as(kind.step(step))
                .withKeySerde(BYTES)
                .withValueSerde(BYTES)
                .withNumberOfPartitions(parts.partitions());
    }
}
