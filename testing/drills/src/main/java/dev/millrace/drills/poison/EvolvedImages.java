package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.MALFORMED_RECORD;
import static dev.millrace.schemas.deadletter.DeadLetterReason.UNKNOWN_IMAGE_ENCODING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Images written with a schema of the right name that differs from Millrace's. */
final class EvolvedImages {

    private static final String CONTENT = "{\"name\": \"content\", \"type\": \"bytes\"}";
    private static final String NEWER_ENCODING = ", {\"name\": \"encoding\", \"type\": {\"type\": \"enum\","
            + " \"name\": \"ImageEncoding\", \"symbols\": [\"WEBP\", \"ENCODED\"], \"default\": \"ENCODED\"}}";

    private EvolvedImages() {}

    static void addTo(PoisonSeries series, ForeignSchemas schemas) {
        byte[] png = ImageFiles.png(32, 32);
        int older = schemas.avro("content-alone", image(CONTENT));
        series.classified("evolved-without-an-encoding", WireBytes.framed(older, bytes(png)));
        int newer = schemas.avro("encoding", image(CONTENT + NEWER_ENCODING));
        series.classified("unknown-encoding-of-a-png", WireBytes.framed(newer, encoded(png, 0)));
        series.deadLettered(
                "unknown-encoding",
                WireBytes.framed(newer, encoded("RIFF....AVI LIST".getBytes(UTF_8), 0)),
                UNKNOWN_IMAGE_ENCODING);
        series.deadLettered("encoding-out-of-range", WireBytes.framed(newer, encoded(png, 7)), MALFORMED_RECORD);
        series.deadLettered("negative-encoding", WireBytes.framed(newer, encoded(png, -1)), MALFORMED_RECORD);
        int extended = schemas.avro(
                "source", image(CONTENT + ", {\"name\": \"source\", \"type\": \"string\", \"default\": \"\"}"));
        series.classified("evolved-with-a-default", WireBytes.framed(extended, WireBytes.body(encoder -> {
            encoder.writeBytes(png);
            encoder.writeString("camera 7");
        })));
        int renamed = schemas.avro("pixels", image("{\"name\": \"pixels\", \"type\": \"bytes\"}"));
        series.deadLettered("evolved-without-a-default", WireBytes.framed(renamed, bytes(png)), MALFORMED_RECORD);
    }

    private static String image(String fields) {
        return "{\"type\": \"record\", \"name\": \"Image\", \"namespace\": \"dev.millrace.records\", \"fields\": ["
                + fields + "]}";
    }

    private static byte[] bytes(byte[] content) {
        return WireBytes.body(encoder -> encoder.writeBytes(ByteBuffer.wrap(content)));
    }

    private static byte[] encoded(byte[] content, int encoding) {
        return WireBytes.body(encoder -> {
            encoder.writeBytes(ByteBuffer.wrap(content));
            encoder.writeEnum(encoding);
        });
    }
}
