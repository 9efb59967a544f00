package dev.millrace.schemas.fields;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Bytes as they came. */
final class RawValue implements RecordFields {

    private final byte[] bytes;

    RawValue(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String format() {
        return "raw bytes";
    }

    @Override
    public Optional<FieldValue> at(FieldPath path) {
        return Optional.empty();
    }

    @Override
    public Optional<FieldValue> whole() {
        return Optional.of(new FieldValue.Binary(ByteBuffer.wrap(bytes)));
    }

    @Override
    public List<Field> fields() {
        return List.of();
    }
}
