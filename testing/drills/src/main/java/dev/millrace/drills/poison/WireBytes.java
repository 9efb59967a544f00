package dev.millrace.drills.poison;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Adds Confluent's framing to any body. */
public final class WireBytes {

    /** A zero byte and the schema id. */
    static final int HEADER = 1 + Integer.BYTES;

    private WireBytes() {}

    /** Writes an Avro body by hand. */
    @FunctionalInterface
    interface Body {
        void writeTo(BinaryEncoder encoder) throws IOException;
    }

    static byte[] framed(int schemaId, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(body)
                .array();
    }

    /** A record in Confluent's wire format. */
    public static byte[] framed(int schemaId, GenericRecord record) {
        Schema schema = record.getSchema();
        return framed(schemaId, body(encoder -> new GenericDatumWriter<GenericRecord>(schema).write(record, encoder)));
    }

    static byte[] body(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            body.writeTo(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array can't be written", e);
        }
        return bytes.toByteArray();
    }

    /** The schema id of a framed record. */
    static int schemaId(byte[] framed) {
        return ByteBuffer.wrap(framed).getInt(1);
    }
}
