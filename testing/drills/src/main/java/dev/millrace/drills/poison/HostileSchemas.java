package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.MALFORMED_RECORD;
import static dev.millrace.schemas.deadletter.DeadLetterReason.UNKNOWN_SCHEMA;

import dev.millrace.model.spec.TaskType;

/** Records with schemas that are not Avro, have another name, or are of another subject. */
final class HostileSchemas {

    private static final String JSON_SCHEMA =
            "{\"type\": \"object\", \"properties\": {\"text\": {\"type\": \"string\"}}}";
    private static final String PROTOBUF_SCHEMA = "syntax = \"proto3\"; message Review { string text = 1; }";

    private HostileSchemas() {}

    static void addTo(PoisonSeries series, ForeignSchemas schemas) {
        byte[] text = WireBytes.body(encoder -> encoder.writeString("a good film"));
        series.deadLettered("json-schema", WireBytes.framed(schemas.json("json", JSON_SCHEMA), text), MALFORMED_RECORD);
        series.deadLettered(
                "protobuf-schema",
                WireBytes.framed(schemas.protobuf("protobuf", PROTOBUF_SCHEMA), text),
                MALFORMED_RECORD);
        series.deadLettered(
                "schema-of-no-record",
                WireBytes.framed(schemas.elsewhere("string", "\"string\""), text),
                MALFORMED_RECORD);
        addAvro(series, schemas, text);
        series.deadLettered("zeros", new byte[1_000], UNKNOWN_SCHEMA);
    }

    private static void addAvro(PoisonSeries series, ForeignSchemas schemas, byte[] text) {
        String name = series.task().type() == TaskType.IMAGE ? "Image" : "Review";
        String namesake = "{\"type\": \"record\", \"name\": \"" + name + "\", \"namespace\": \"com.example.elsewhere\","
                + " \"fields\": [{\"name\": \"text\", \"type\": \"string\"}]}";
        series.deadLettered(
                "namesake-of-elsewhere", WireBytes.framed(schemas.avro("namesake", namesake), text), MALFORMED_RECORD);
        String right = "{\"type\": \"record\", \"name\": \"" + name + "\", \"namespace\": \"dev.millrace.records\","
                + " \"fields\": [{\"name\": \"text\", \"type\": \"string\"}, {\"name\": \"content\", \"type\": \"bytes\"}]}";
        series.deadLettered(
                "schema-of-another-subject",
                WireBytes.framed(schemas.elsewhere("subject", right), WireBytes.body(encoder -> {
                    encoder.writeString("a good film");
                    encoder.writeBytes(ImageFiles.png(32, 32));
                })),
                MALFORMED_RECORD);
    }
}
