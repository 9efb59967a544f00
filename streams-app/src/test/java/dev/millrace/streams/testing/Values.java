package dev.millrace.streams.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Review;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Avro without a registry: a zero byte, then the body. The bytes of {@link #unavailable} can't be read for now. */
public final class Values implements Topics.ValueSerdes {

    static {
        ClassSecurityValidator.setGlobal(named -> named.getPackageName().equals(Review.class.getPackageName())
                || ClassSecurityValidator.DEFAULT_TRUSTED_CLASSES.isTrusted(named));
    }

    private static final byte AWAY = 9;

    public static Topics topics() {
        return Topics.of(new TopicNames(""), new Values());
    }

    public static byte[] review(String text) {
        return review(text, null);
    }

    public static byte[] review(String text, @org.jspecify.annotations.Nullable String label) {
        return new Values().of(Review.class).serializer().serialize("reviews", new Review(text, label));
    }

    public static byte[] unavailable() {
        return new byte[] {AWAY};
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public <V extends SpecificRecord> Serde<V> of(Class<V> type) {
        Schema schema = SpecificData.get().getSchema(type);
        Serializer<V> serializer = (topic, value) -> value == null ? null : write(schema, value);
        Deserializer<V> deserializer = (topic, bytes) -> bytes == null ? null : type.cast(read(schema, bytes));
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static <V> byte[] write(Schema schema, V value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(0);
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<V>(schema).write(value, encoder);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object read(Schema schema, byte[] bytes) {
        if (bytes[0] == AWAY) {
            throw new AwayException("registry is away");
        }
        if (bytes[0] != 0) {
            throw new SerializationException("not a record");
        }
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
            return new SpecificDatumReader<>(schema, schema).read(null, decoder);
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("not a record", e);
        }
    }

    /** As when the registry does not answer. */
    public static final class AwayException extends RetriableException {

        private static final long serialVersionUID = 1L;

        AwayException(String message) {
            super(message);
        }
    }
}
