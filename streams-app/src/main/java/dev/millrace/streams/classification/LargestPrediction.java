package dev.millrace.streams.classification;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.RecordSize;
import dev.millrace.streams.hotswap.ModelKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The size of the largest prediction that a model can make. Key and headers of the input come on top.
 *
 * @param task whose models it checks
 * @param input name of the topic of the inputs
 * @param hasJson whether predictions are written as JSON too
 * @param maxBytes largest record of the predictions' topics
 */
public record LargestPrediction(Task task, String input, boolean hasJson, int maxBytes)
        implements ModelKind.PredictionCheck {

    /** Avro's header of a single object is longer than the registry's. */
    private static final int SINGLE_OBJECT_HEADER = 10;

    private static final int REGISTRY_HEADER = 5;
    private static final int LONGEST_TOPIC = 249;

    /** Its text has 14 characters, and no score has a longer one. */
    private static final float LONGEST_NUMBER = 1.11439614E-26f;

    /** The largest prediction of a task's flow. */
    public static LargestPrediction of(ClassificationFlow<?> flow, int maxBytes) {
        return new LargestPrediction(
                flow.task(), flow.input(), flow.jsonPredictions().isPresent(), maxBytes);
    }

    @Override
    public Optional<String> problem(String version, ModelArtifact model) {
        Prediction largest = prediction(version, model);
        long bytes = RecordSize.upperBound(null, new byte[size(largest)], new RecordHeaders());
        if (bytes <= maxBytes) {
            return Optional.empty();
        }
        return Optional.of("required predictions of at most " + maxBytes + " bytes, as the topic accepts, its "
                + model.manifest().labels().size() + " labels make predictions of up to " + bytes
                + " bytes without key and headers");
    }

    private int size(Prediction prediction) {
        try {
            int avro = prediction.toByteBuffer().remaining() - SINGLE_OBJECT_HEADER + REGISTRY_HEADER;
            return hasJson ? Math.max(avro, JsonPrediction.of(prediction).length) : avro;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Prediction prediction(String version, ModelArtifact model) {
        List<String> labels = model.manifest().labels().names();
        Map<String, Float> scores = labels.stream().collect(Collectors.toMap(label -> label, label -> LONGEST_NUMBER));
        String longest = labels.stream()
                .max(Comparator.comparingInt(label -> label.getBytes(StandardCharsets.UTF_8).length))
                .orElseThrow();
        return new Prediction(
                longest,
                LONGEST_NUMBER,
                scores,
                new ModelStamp(task.id(), version, model.sha256().hex(), "bfloat16"),
                origin(input),
                origin("x".repeat(LONGEST_TOPIC)));
    }

    private static Origin origin(String topic) {
        return new Origin(topic, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE);
    }
}
