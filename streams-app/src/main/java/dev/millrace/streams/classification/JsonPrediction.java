package dev.millrace.streams.classification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;

/** A prediction as JSON, for consumers without a registry: the fields of the Avro record under the same names. */
final class JsonPrediction {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonPrediction() {}

    /** One object in UTF-8, without line breaks. */
    static byte[] of(Prediction prediction) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("label", prediction.getLabel())
                .put("confidence", prediction.getConfidence());
        ObjectNode scores = json.putObject("scores");
        prediction.getScores().forEach((label, score) -> scores.put(label, score));
        ModelStamp model = prediction.getModel();
        json.putObject("model")
                .put("task", model.getTask())
                .put("version", model.getVersion())
                .put("sha256", model.getSha256())
                .put("precision", model.getPrecision());
        put(json.putObject("input"), prediction.getInput());
        if (prediction.getReplayOf() != null) {
            put(json.putObject("replayOf"), prediction.getReplayOf());
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a prediction can't be written as JSON", e);
        }
    }

    private static void put(ObjectNode json, Origin origin) {
        json.put("topic", origin.getTopic())
                .put("partition", origin.getPartition())
                .put("offset", origin.getOffset())
                .put("timestamp", origin.getTimestamp());
    }
}
