package dev.millrace.drills.flawed;

import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import dev.millrace.service.ShutdownSignal;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * A classifier of reviews as a first attempt might look, with one flaw. A drill that does not detect the flaw would not
 * detect one in Millrace either.
 */
public final class FlawedApp {

    /** Its consumer group, without the prefix of the topics. */
    public static final String GROUP = "millrace-review";

    private static final String EVENTS = "events";
    private static final String CLASSIFY = "classify";

    private FlawedApp() {}

    /** Runs until SIGTERM. Uses the streams app's settings for connection and guarantee, and {@link Flaw#PROPERTY}. */
    public static void main(String[] arguments) {
        CompletableFuture<Void> stop = ShutdownSignal.forThisThread();
        Flaw flaw = Flaw.valueOf(System.getProperty(Flaw.PROPERTY, ""));
        KafkaConnection connection = ConnectionSettings.from(new Settings(System.getenv()));
        try (SchemaRegistry registry = connection.openRegistry()) {
            Topics topics = Topics.of(connection.topicNames(), registry);
            try (NewestModel model = NewestModel.follow(connection, topics);
                    KafkaStreams streams = new KafkaStreams(topology(topics, model, flaw), properties(connection))) {
                streams.start();
                stop.join();
            }
        }
    }

    private static Topology topology(Topics topics, NewestModel model, Flaw flaw) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Topic<String, Review> reviews = topics.reviews();
        return new Topology()
                .addSource(EVENTS, bytes, reviews.valueSerde().deserializer(), reviews.name())
                .addProcessor(CLASSIFY, () -> processor(model, flaw), EVENTS)
                .addSink(
                        "predictions",
                        topics.reviewPredictions().name(),
                        new ByteArraySerializer(),
                        topics.reviewPredictions().valueSerde().serializer(),
                        CLASSIFY);
    }

    private static Processor<byte[], Review, byte[], Prediction> processor(NewestModel model, Flaw flaw) {
        return switch (flaw) {
            case HOLDS_BACK -> new HoldingBack(model);
            case STAMPS_LATE -> new StampingLate(model);
            case NEVER_SWAPS -> new NeverSwapping(model);
        };
    }

    private static Properties properties(KafkaConnection connection) {
        Properties properties = new Properties();
        properties.putAll(connection.properties());
        properties.put(
                StreamsConfig.APPLICATION_ID_CONFIG, connection.topicNames().prefix() + GROUP);
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                System.getenv().getOrDefault("MILLRACE_STREAMS_GUARANTEE", StreamsConfig.EXACTLY_ONCE_V2));
        properties.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), 6_000);
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                System.getProperty("java.io.tmpdir") + "/"
                        + ProcessHandle.current().pid());
        return properties;
    }
}
