package dev.millrace.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.records.Command;
import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.LabelDecision;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.records.TrainingRun;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The schemas of Millrace's records as they are registered: those of the published files. The generated classes carry the same
 * schemas with properties for Java, and a registry takes those for different schemas.
 */
public final class PublishedSchema {

    private static final String JAVA_STRING = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PublishedSchema() {}

    /** The classes of all records that are values of topics. */
    public static List<Class<? extends SpecificRecord>> types() {
        return List.of(
                Command.class,
                Image.class,
                Label.class,
                LabelDecision.class,
                LabelledImage.class,
                LabelledReview.class,
                ModelAlias.class,
                ModelRecord.class,
                Prediction.class,
                Review.class,
                TrainingRun.class);
    }

    /** The schema of a generated class. */
    public static Schema of(Class<? extends SpecificRecord> type) {
        return of(SpecificData.get().getSchema(type));
    }

    /** {@code generated} without what Avro's code generator added to it. */
    static Schema of(Schema generated) {
        try {
            JsonNode schema = JSON.readTree(generated.toString());
            removeJavaProperties(schema);
            return new Schema.Parser().parse(schema.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON: " + generated, e);
        }
    }

    private static void removeJavaProperties(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        schema.forEach(PublishedSchema::removeJavaProperties);
    }
}
