package dev.millrace.cli.predictions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A prediction in one line. */
final class PredictionText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PredictionText() {}

    /** For the user. */
    static String line(ConsumerRecord<byte[], Prediction> event) {
        Prediction prediction = event.value();
        return String.format(
                Locale.ROOT,
                "%s  %-6s %-22s %-12s %.3f  %s",
                Instant.ofEpochMilli(event.timestamp()),
                prediction.getModel().getTask(),
                id(event.key()),
                prediction.getLabel(),
                prediction.getConfidence(),
                prediction.getModel().getVersion());
    }

    /** For programs: one JSON object, with the field names of the record's schema. */
    static String json(ConsumerRecord<byte[], Prediction> event) {
        Prediction prediction = event.value();
        ObjectNode object = JSON.createObjectNode();
        object.put("id", event.key() == null ? null : id(event.key()));
        object.put("label", prediction.getLabel());
        object.put("confidence", prediction.getConfidence());
        ObjectNode scores = object.putObject("scores");
        new TreeMap<>(prediction.getScores()).forEach(scores::put);
        ObjectNode model = object.putObject("model");
        model.put("task", prediction.getModel().getTask());
        model.put("version", prediction.getModel().getVersion());
        model.put("sha256", prediction.getModel().getSha256());
        model.put("precision", prediction.getModel().getPrecision());
        put(object.putObject("input"), prediction.getInput());
        if (prediction.getReplayOf() != null) {
            put(object.putObject("replayOf"), prediction.getReplayOf());
        }
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written as JSON", e);
        }
    }

    private static void put(ObjectNode object, Origin origin) {
        object.put("topic", origin.getTopic());
        object.put("partition", origin.getPartition());
        object.put("offset", origin.getOffset());
        object.put("timestamp", origin.getTimestamp());
    }

    private static String id(byte @Nullable [] key) {
        return key == null ? "-" : new String(key, StandardCharsets.UTF_8);
    }
}
