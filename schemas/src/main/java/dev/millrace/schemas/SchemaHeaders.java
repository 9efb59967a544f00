package dev.millrace.schemas;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Confluent's newer wire format: the header {@link RecordValue#SCHEMA_HEADER} names the schema by a zero byte and its 32-bit id,
 * or by a byte 1 and its 128-bit GUID. Thread-safe.
 */
public final class SchemaHeaders {

    private static final byte ID = 0;
    private static final byte GUID = 1;
    private static final int ID_BYTES = 1 + Integer.BYTES;
    private static final int GUID_BYTES = 1 + 2 * Long.BYTES;

    private final SchemaRegistry registry;

    /** @param registry knows the ids of GUIDs */
    public SchemaHeaders(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The bytes of a value in the older wire format, with the schema id in front, if a header names it; else as they are.
     *
     * @throws MalformedRecordException when the header names no schema
     * @throws UnknownSchemaException when the registry does not know the GUID
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public byte[] inFront(byte[] bytes, RecordValue value) {
        if (value.schemaHeader().isEmpty()) {
            return bytes;
        }
        int id = id(value.schemaHeader().get());
        return ByteBuffer.allocate(ID_BYTES + bytes.length)
                .put(ID)
                .putInt(id)
                .put(bytes)
                .array();
    }

    /** Further bytes, in which Protobuf names its message, are left to the check of the schema's language. */
    private int id(byte[] header) {
        if (header.length >= ID_BYTES && header[0] == ID) {
            return ByteBuffer.wrap(header).getInt(1);
        }
        if (header.length >= GUID_BYTES && header[0] == GUID) {
            ByteBuffer guid = ByteBuffer.wrap(header, 1, 2 * Long.BYTES);
            return registry.idOf(new UUID(guid.getLong(), guid.getLong()));
        }
        throw new MalformedRecordException("required in header '" + RecordValue.SCHEMA_HEADER
                + "' a zero byte and a 4-byte schema id, or a byte 1 and a 16-byte GUID, got "
                + (header.length == 0 ? "no bytes" : header.length + " bytes that start with " + header[0]));
    }
}
