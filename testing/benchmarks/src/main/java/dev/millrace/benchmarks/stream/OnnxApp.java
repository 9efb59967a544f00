package dev.millrace.benchmarks.stream;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topics;
import dev.millrace.streams.StreamsAppConfig;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The program that a user would write: Kafka Streams with ONNX Runtime, Avro in, JSON out, one record per call. All
 * threads share one session, with one thread per call; the memory of the input is reused.
 */
final class OnnxApp {

    private OnnxApp() {}

    /** @param arguments the network's file */
    public static void main(String[] arguments) throws OrtException {
        StreamsAppConfig config = StreamsAppConfig.from(System.getenv());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                SchemaRegistry registry = config.connection().openRegistry()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(arguments[0], options)) {
                Topics topics = Topics.of(config.connection().topicNames(), registry);
                PeerApp.run(config, topology(config, topics, session));
            }
        }
    }

    private static Topology topology(StreamsAppConfig config, Topics topics, OrtSession session) {
        StreamsBuilder builder = new StreamsBuilder();
        if (config.clients().contains(DefaultTasks.IMAGE.id())) {
            add(
                    builder,
                    Consumed.with(Serdes.String(), topics.images().valueSerde()),
                    topics.images().name(),
                    topics.imagePredictions().name(),
                    () -> new OnnxImages(session));
        } else {
            add(
                    builder,
                    Consumed.with(Serdes.String(), topics.reviews().valueSerde()),
                    topics.reviews().name(),
                    topics.reviewPredictions().name(),
                    () -> new OnnxReviews(session));
        }
        return builder.build();
    }

    private static <V> void add(
            StreamsBuilder builder,
            Consumed<String, V> consumed,
            String input,
            String output,
            Supplier<OnnxClassifier<V>> classifiers) {
        builder.stream(input, consumed)
                .processValues(() -> new OnnxProcessor<>(classifiers.get()))
                .to(output, Produced.with(Serdes.String(), Serdes.ByteArray()));
    }
}
