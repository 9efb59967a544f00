package dev.millrace.benchmarks.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.model.Classification;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Forwards each record's prediction as JSON. */
final class OnnxProcessor<V> extends ContextualFixedKeyProcessor<String, V, byte[]> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OnnxClassifier<V> classifier;

    OnnxProcessor(OnnxClassifier<V> classifier) {
        this.classifier = classifier;
    }

    private record Prediction(String label, float confidence, Map<String, Float> scores, String model) {}

    @Override
    public void process(FixedKeyRecord<String, V> event) {
        Classification answer = classifier.classify(event.value());
        try {
            byte[] json = JSON.writeValueAsBytes(
                    new Prediction(answer.label(), answer.confidence(), answer.scores(), "standard"));
            context().forward(event.withValue(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a prediction can't be written as JSON", e);
        }
    }

    @Override
    public void close() {
        classifier.close();
    }
}
