package dev.millrace.schemas;

import dev.millrace.records.Review;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads records in Confluent's wire format as the reader's class, whatever schema wrote them. Thread-safe. */
final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {

    static {
        ClassSecurityValidator.setGlobal(AvroDeserializer::isTrusted);
    }

    /** For each topic there are as many as its subject has versions. */
    private static final int MOST_READERS = 1_000;

    private final SchemaRegistry registry;
    private final Class<V> type;
    private final Schema readerSchema;
    private final BoundedCache<Written, SpecificDatumReader<V>> readers = new BoundedCache<>(MOST_READERS);

    private AvroDeserializer(SchemaRegistry registry, Class<V> type, Schema readerSchema) {
        this.registry = registry;
        this.type = type;
        this.readerSchema = readerSchema;
    }

    /** Whose records, and which schema wrote them. */
    private record Written(String topic, int id) {}

    static <V extends SpecificRecord> AvroDeserializer<V> of(SchemaRegistry registry, Class<V> type) {
        return new AvroDeserializer<>(registry, type, SpecificData.get().getSchema(type));
    }

    /**
     * Reads one record; null for a tombstone.
     *
     * @throws MalformedRecordException when the bytes are not such a record, or the topic's subject does not have their schema
     * @throws UnknownSchemaException when the registry does not know the schema id
     * @throws RegistryUnavailableException when the registry does not answer
     */
    @Override
    @SuppressWarnings("NullAway")
    public @Nullable V deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < WireFormat.HEADER || bytes[0] != WireFormat.MAGIC) {
            throw malformed("required Confluent's wire format, a zero byte and a schema id, got " + bytes.length
                    + " bytes that do not start with them");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        SpecificDatumReader<V> reader = reader(topic, id);
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER, bytes.length - WireFormat.HEADER, null);
        V value = body(reader, decoder, id);
        if (!isAtEnd(decoder)) {
            throw malformed("bytes are left over after the body of schema id " + id);
        }
        return value;
    }

    /**
     * Only the bytes and their schema can fail here, and Avro fails in many ways: {@code UnsupportedOperationException}
     * for a forged length, endless recursion for forged nesting. All of them mean a malformed record.
     */
    private V body(SpecificDatumReader<V> reader, BinaryDecoder decoder, int id) {
        try {
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw malformed("the body does not follow schema id " + id + ": " + e);
        }
    }

    private static boolean isAtEnd(BinaryDecoder decoder) {
        try {
            return decoder.isEnd();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array can't be read", e);
        }
    }

    /** A schema from outside must not name any class except those generated from our own schemas. */
    private static boolean isTrusted(Class<?> named) {
        return named.getPackageName().equals(Review.class.getPackageName())
                || ClassSecurityValidator.DEFAULT_TRUSTED_CLASSES.isTrusted(named);
    }

    private SpecificDatumReader<V> reader(String topic, int id) {
        return readers.get(new Written(topic, id), written -> newReader(topic, id));
    }

    private SpecificDatumReader<V> newReader(String topic, int id) {
        registry.requireSubject(topic, id);
        Schema writerSchema = registry.schema(id);
        if (!writerSchema.getFullName().equals(readerSchema.getFullName())) {
            throw malformed("schema id " + id + " is of '" + writerSchema.getFullName() + "'");
        }
        return new SpecificDatumReader<>(writerSchema, readerSchema);
    }

    private MalformedRecordException malformed(String problem) {
        return new MalformedRecordException("not a record of '" + type.getSimpleName() + "': " + problem);
    }
}
