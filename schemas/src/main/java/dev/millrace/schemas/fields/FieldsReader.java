package dev.millrace.schemas.fields;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.WriterSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Decodes records of any schema. Nothing in a schema names a class here: Avro becomes generic records, JSON a tree of at most
 * 64 levels. Thread-safe.
 */
public final class FieldsReader {

    /** Of Confluent's wire format: a zero byte and a 32-bit schema id. */
    private static final int HEADER = 5;

    private static final int MAX_NESTING = 64;
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final SchemaRegistry registry;
    private final RecordFormat format;
    private final Map<Integer, GenericDatumReader<Object>> readers = new ConcurrentHashMap<>();

    /** @param registry knows the schemas of records that name one; never written to */
    public FieldsReader(SchemaRegistry registry, RecordFormat format) {
        this.registry = registry;
        this.format = format;
    }

    /**
     * Decodes a record's value.
     *
     * @throws MalformedRecordException when it is not of the format, or does not follow its schema
     * @throws dev.millrace.schemas.UnknownSchemaException when the registry does not know its schema
     * @throws dev.millrace.schemas.RegistryUnavailableException when the registry does not answer
     */
    public RecordFields read(byte[] value) {
        boolean isFramed = value.length >= HEADER && value[0] == 0;
        return switch (format) {
            case RAW -> new RawValue(value);
            case AUTO -> {
                if (isFramed) {
                    yield framed(value);
                }
                yield startsLikeObject(value) ? json(value, 0, "JSON") : new RawValue(value);
            }
            case JSON -> isFramed ? framed(value) : json(value, 0, "JSON");
            case AVRO -> {
                if (!isFramed) {
                    throw new MalformedRecordException("required Avro with a zero byte and a schema id in front, got "
                            + value.length + " bytes that do not start so");
                }
                yield framed(value);
            }
        };
    }

    /** The fields of records with that schema, those inside of others too; none where the schema doesn't tell. */
    public static List<Field> fieldsOf(WriterSchema schema) {
        return schema instanceof WriterSchema.Avro avro ? AvroFields.fieldsOf(avro.schema()) : List.of();
    }

    private RecordFields framed(byte[] value) {
        int id = ByteBuffer.wrap(value).getInt(1);
        WriterSchema schema = registry.writerSchema(id);
        if (schema instanceof WriterSchema.Avro avro && format != RecordFormat.JSON) {
            return avro(value, id, avro.schema());
        }
        if (schema instanceof WriterSchema.Json && format != RecordFormat.AVRO) {
            return json(value, HEADER, "JSON with schema id " + id);
        }
        throw new MalformedRecordException(
                "required " + (format == RecordFormat.AUTO ? "Avro or JSON Schema" : format.text()) + ", schema id "
                        + id + " is " + schema.language());
    }

    private AvroFields avro(byte[] value, int id, Schema schema) {
        GenericDatumReader<Object> reader = readers.computeIfAbsent(id, any -> new GenericDatumReader<>(schema));
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
        try {
            Object read = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new MalformedRecordException("bytes are left over after the body of schema id " + id);
            }
            if (read == null) {
                throw new MalformedRecordException("required a value, got null of schema id " + id);
            }
            return new AvroFields(read, schema, id);
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Avro fails in many ways on forged lengths and nesting.
            throw new MalformedRecordException("the body does not follow schema id " + id + ": " + e);
        }
    }

    private static RecordFields json(byte[] value, int from, String name) {
        try {
            JsonNode node = JSON.readTree(value, from, value.length - from);
            if (node == null || !node.isObject()) {
                throw new MalformedRecordException("required a JSON object, got "
                        + (node == null || node.isMissingNode() ? "nothing" : node.getNodeType()));
            }
            return new JsonObjectFields(node, name);
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedRecordException("not JSON: " + e.getMessage());
        }
    }

    private static boolean startsLikeObject(byte[] value) {
        for (byte each : value) {
            if (each != ' ' && each != '\t' && each != '\n' && each != '\r') {
                return each == '{';
            }
        }
        return false;
    }
}
