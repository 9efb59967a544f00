package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.MALFORMED_RECORD;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Reviews written with a schema of the right name that differs from Millrace's: newer, older or hostile. */
final class EvolvedReviews {

    private static final String TEXT = "{\"name\": \"text\", \"type\": \"string\"}";
    private static final int DEEP = 500_000;
    private static final int EMPTY_BLOCKS = 100_000;
    private static final long ITEMS_A_BLOCK = 1L << 25;

    private EvolvedReviews() {}

    static void addTo(PoisonSeries series, ForeignSchemas schemas) {
        addCompatible(series, schemas);
        addIncompatible(series, schemas);
        addNested(series, schemas);
        addEmptyItems(series, schemas);
    }

    private static void addCompatible(PoisonSeries series, ForeignSchemas schemas) {
        String newer = review(TEXT + ", {\"name\": \"language\", \"type\": \"string\", \"default\": \"en\"}");
        series.classified(
                "evolved-with-a-default",
                WireBytes.framed(schemas.avro("newer", newer), record(newer, "text", "a good film", "language", "en")));
        String older = review(TEXT);
        series.classified(
                "evolved-without-the-label",
                WireBytes.framed(schemas.avro("older", older), record(older, "text", "a good film")));
        String bytes = review("{\"name\": \"text\", \"type\": \"bytes\"}");
        series.classified(
                "evolved-to-bytes",
                WireBytes.framed(
                        schemas.avro("bytes", bytes),
                        record(bytes, "text", ByteBuffer.wrap(new byte[] {'g', 'o', 'o', 'd'}))));
    }

    private static void addIncompatible(PoisonSeries series, ForeignSchemas schemas) {
        String textless = review("{\"name\": \"body\", \"type\": \"string\"}");
        series.deadLettered(
                "evolved-without-a-default",
                WireBytes.framed(schemas.avro("textless", textless), record(textless, "body", "a good film")),
                MALFORMED_RECORD);
        String number = review("{\"name\": \"text\", \"type\": \"long\"}");
        series.deadLettered(
                "evolved-to-a-number",
                WireBytes.framed(schemas.avro("number", number), record(number, "text", 42L)),
                MALFORMED_RECORD);
        String nullable = review("{\"name\": \"text\", \"type\": [\"null\", \"string\"]}");
        series.deadLettered(
                "evolved-to-null",
                WireBytes.framed(schemas.avro("nullable", nullable), WireBytes.body(encoder -> encoder.writeIndex(0))),
                MALFORMED_RECORD);
    }

    /** Items of zero bytes: a few bytes claim millions of them. */
    private static void addEmptyItems(PoisonSeries series, ForeignSchemas schemas) {
        String items = review(TEXT + ", {\"name\": \"items\", \"type\": {\"type\": \"array\", \"items\": \"null\"}}");
        byte[] body = WireBytes.body(encoder -> {
            encoder.writeString("a good film");
            for (int block = 0; block < EMPTY_BLOCKS; block++) {
                encoder.writeLong(ITEMS_A_BLOCK);
            }
            encoder.writeLong(0);
        });
        series.deadLettered(
                "items-of-no-bytes", WireBytes.framed(schemas.avro("items", items), body), MALFORMED_RECORD);
    }

    private static void addNested(PoisonSeries series, ForeignSchemas schemas) {
        String nested = review(TEXT
                + ", {\"name\": \"node\", \"type\": {\"type\": \"record\", \"name\": \"Node\", \"fields\": ["
                + "{\"name\": \"next\", \"type\": [\"null\", \"Node\"]}]}}");
        byte[] body = WireBytes.body(encoder -> {
            encoder.writeString("a good film");
            byte[] down = new byte[DEEP];
            Arrays.fill(down, (byte) 2);
            encoder.writeFixed(down);
        });
        series.deadLettered("forged-nesting", WireBytes.framed(schemas.avro("nested", nested), body), MALFORMED_RECORD);
    }

    private static String review(String fields) {
        return "{\"type\": \"record\", \"name\": \"Review\", \"namespace\": \"dev.millrace.records\", \"fields\": ["
                + fields + "]}";
    }

    private static GenericData.Record record(String schema, Object... fieldsAndValues) {
        GenericData.Record record = new GenericData.Record(new Schema.Parser().parse(schema));
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            record.put((String) fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return record;
    }
}
