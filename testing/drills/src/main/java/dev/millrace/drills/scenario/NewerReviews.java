package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Input;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.drills.poison.ForeignSchemas;
import dev.millrace.drills.poison.WireBytes;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.schemas.KafkaConnection;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Reviews in a schema with one more field than this build's, with a default: producers may be newer than the app. */
final class NewerReviews {

    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Review", "namespace": "dev.millrace.records", "fields": [
              {"name": "text", "type": "string"},
              {"name": "label", "type": ["null", "string"], "default": null},
              {"name": "language", "type": "string", "default": "en"}]}
            """);

    private final int id;

    private NewerReviews(int id) {
        this.id = id;
    }

    /** Registers the schema. */
    static NewerReviews register(KafkaConnection connection) {
        String subject = connection.topicNames().reviews();
        return new NewerReviews(new ForeignSchemas(connection.registryUrl(), subject).avro("newer", SCHEMA.toString()));
    }

    Input input(long number) {
        GenericData.Record review = new GenericData.Record(SCHEMA);
        review.put("text", DrillInputs.review(number));
        review.put("language", "en");
        return Input.good(
                DrillInputs.id(DefaultTasks.REVIEW, number).getBytes(StandardCharsets.UTF_8),
                WireBytes.framed(id, review));
    }
}
