package dev.millrace.schemas;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The value of a record as it lies in Kafka. Its arrays are not copied. */
public final class RecordValue {

    /** The header by which newer clients of Confluent name the schema of a value, in place of bytes in front of it. */
    public static final String SCHEMA_HEADER = "__value_schema_id";

    private final byte @Nullable [] bytes;
    private final byte @Nullable [] schemaHeader;

    private RecordValue(byte @Nullable [] bytes, byte @Nullable [] schemaHeader) {
        this.bytes = bytes;
        this.schemaHeader = schemaHeader;
    }

    /** A value that names its schema in front, or not at all. */
    public static RecordValue of(byte @Nullable [] bytes) {
        return new RecordValue(bytes, null);
    }

    /** The value of a record with these headers. */
    public static RecordValue of(byte @Nullable [] bytes, Headers headers) {
        Header schema = headers.lastHeader(SCHEMA_HEADER);
        return new RecordValue(bytes, schema == null ? null : schema.value());
    }

    /** Null for a record without a value. */
    public byte @Nullable [] bytes() {
        return bytes;
    }

    /** The content of the header that names the value's schema, if the record has one. */
    public Optional<byte[]> schemaHeader() {
        return Optional.ofNullable(schemaHeader);
    }
}
