package dev.millrace.streams.classification;

import dev.millrace.model.Task;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.operations.ClassificationMeters;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * What one task's Kafka Streams client runs: its topology, and the properties that show its threads what they poll.
 */
public final class ClassificationClient {

    private final Topology topology;
    private final Stages stages;

    private ClassificationClient(Topology topology, Stages stages) {
        this.topology = topology;
        this.stages = stages;
    }

    /**
     * @param batchSize records a call of the network at the most
     * @param maxPredictionBytes key and value of a prediction at the most
     */
    public record Limits(int batchSize, int maxPredictionBytes) {}

    public static ClassificationClient images(
            Topics topics, CurrentModel<EncodedImage> model, Limits limits, ClassificationMeters meters) {
        return of(Task.IMAGE, topics, topics.images(), ClassificationClient::encodedImage, model, limits, meters);
    }

    public static ClassificationClient reviews(
            Topics topics, CurrentModel<String> model, Limits limits, ClassificationMeters meters) {
        return of(Task.REVIEW, topics, topics.reviews(), Review::getText, model, limits, meters);
    }

    private static <V, T> ClassificationClient of(
            Task task,
            Topics topics,
            Topic<String, V> events,
            Function<V, T> toInput,
            CurrentModel<T> model,
            Limits limits,
            ClassificationMeters meters) {
        RecordParser<V, T> parser = new RecordParser<>(events, toInput);
        Stages stages = new Stages(() ->
                new LookAheadStage<>(new BatchClassifier<>(model, meters::batch), parser::parse, limits.batchSize()));
        Topic<String, Prediction> predictions =
                task == Task.IMAGE ? topics.imagePredictions() : topics.reviewPredictions();
        ClassifyingProcessor.Sinks sinks = new ClassifyingProcessor.Sinks(
                predictions, "predictions-sink", "dead-letters-sink", limits.maxPredictionBytes());
        return new ClassificationClient(
                ClassificationTopology.build(events, topics.deadLetters().name(), stages, sinks, meters), stages);
    }

    public Topology topology() {
        return topology;
    }

    /** To be added to the client's properties: the interceptor is for the main consumer only. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                PolledRecordsInterceptor.class.getName());
        properties.put(StreamsConfig.mainConsumerPrefix(PolledRecordsInterceptor.STAGES), stages);
        return properties;
    }

    private static EncodedImage encodedImage(Image image) {
        if (image.getEncoding() == ImageEncoding.RAW_RGB) {
            int width = image.getWidth() == null ? 0 : image.getWidth();
            int height = image.getHeight() == null ? 0 : image.getHeight();
            return EncodedImage.raw(image.getContent(), width, height);
        }
        return EncodedImage.encoded(image.getContent());
    }
}
