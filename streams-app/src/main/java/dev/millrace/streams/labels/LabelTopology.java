package dev.millrace.streams.labels;

import dev.millrace.schemas.Topics;
import dev.millrace.streams.operations.LabelMeters;
import java.time.Duration;
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
 * <p>What carries its label is forwarded at once. Every event with a key is also kept by id for the window, and joined
 * with each label of that id, whichever comes first; both sides are repartitioned here, since producers of other
 * languages hash keys otherwise. The newest label of an id wins: each join forwards the event again, and the trainer keeps
 * the last. A label that comes later than the window finds nothing: it is counted, kept for the window, and dropped.
 *
 * <p>The stores hold about twice (events a second × bytes an event × window in seconds), on disk and in their changelogs.
 */
public final class LabelTopology {

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private LabelTopology() {}

    /** @param window how far apart an event and its label may be, either way, by record time */
    public static Topology build(Topics topics, Duration window, LabelMeters meters) {
        StreamsBuilder builder = new StreamsBuilder();
        add(builder, LabelKind.images(topics), topics.deadLetters().name(), window, meters);
        add(builder, LabelKind.reviews(topics), topics.deadLetters().name(), window, meters);
        return builder.build();
    }

    private static void add(
            StreamsBuilder builder, LabelKind<?, ?> kind, String deadLetters, Duration window, LabelMeters meters) {
        LabelStores stores = new LabelStores(kind.name(), window);
        builder.addStateStore(stores.events()).addStateStore(stores.labels());
        KStream<byte[], byte[]> joined = joinedEvents(builder, kind, stores)
                .merge(joinedLabels(builder, kind, stores, deadLetters, meters), Named.as(kind.name() + "-joined"));
        joined.to(kind.labelled().name(), sink(kind.labelled().name() + "-joined-sink"));
    }

    private static KStream<byte[], byte[]> joinedEvents(
            StreamsBuilder builder, LabelKind<?, ?> kind, LabelStores stores) {
        String labelled = kind.name() + "-labelled";
        String toJoin = kind.name() + "-with-id";
        KStream<byte[], byte[]> events = source(builder, kind.events().name())
                .process(() -> new EventReader<>(kind, labelled, toJoin), Named.as("read-" + kind.name()));
        events.filter((key, value) -> true, Named.as(labelled))
                .to(kind.labelled().name(), sink(kind.labelled().name() + "-sink"));
        return events.filter((key, value) -> true, Named.as(toJoin))
                .repartition(byId(kind.name() + "-by-id"))
                .process(
                        () -> new EventJoin(kind, stores),
                        Named.as("join-" + kind.name()),
                        stores.eventStore(),
                        stores.labelStore());
    }

    private static KStream<byte[], byte[]> joinedLabels(
            StreamsBuilder builder, LabelKind<?, ?> kind, LabelStores stores, String deadLetters, LabelMeters meters) {
        String toJoin = kind.name() + "-label-with-id";
        String dead = kind.name() + "-label-unreadable";
        KStream<byte[], byte[]> labels = source(builder, kind.labels().name())
                .process(
                        () -> new LabelReader(kind.labels(), meters, toJoin, dead),
                        Named.as("read-" + kind.name() + "-label"));
        labels.filter((key, value) -> true, Named.as(dead)).to(deadLetters, sink(dead + "-sink"));
        return labels.filter((key, value) -> true, Named.as(toJoin))
                .repartition(byId(kind.name() + "-label-by-id"))
                .process(
                        () -> new LateLabelJoin(kind, stores, meters),
                        Named.as("join-" + kind.name() + "-label"),
                        stores.eventStore(),
                        stores.labelStore());
    }

    private static KStream<byte[], byte[]> source(StreamsBuilder builder, String topic) {
        return builder.stream(topic, Consumed.with(BYTES, BYTES).withName(topic + "-source"));
    }

    private static Produced<byte[], byte[]> sink(String name) {
        return Produced.with(BYTES, BYTES).withName(name);
    }

    private static Repartitioned<byte[], byte[]> byId(String name) {
        return Repartitioned.<byte[], byte[]>as(name).withKeySerde(BYTES).withValueSerde(BYTES);
    }
}
