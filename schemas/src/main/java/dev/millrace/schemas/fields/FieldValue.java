package dev.millrace.schemas.fields;

import java.nio.ByteBuffer;

/** The value of a field: text, bytes, or something else. */
public sealed interface FieldValue {

    /** What it is, for messages, such as {@code string}. */
    String kind();

    /** A string, an enum's symbol. */
    record Text(String text) implements FieldValue {
        @Override
        public String kind() {
            return "string";
        }
    }

    /** Bytes of known length; the buffer is not copied. */
    record Binary(ByteBuffer bytes) implements FieldValue {
        @Override
        public String kind() {
            return "bytes";
        }
    }

    /**
     * A number or a truth value.
     *
     * @param text as JSON writes it
     */
    record Scalar(String text) implements FieldValue {
        @Override
        public String kind() {
            return "number or boolean";
        }
    }

    /**
     * A record, map, list or null.
     *
     * @param kind its type's name
     */
    record Other(String kind) implements FieldValue {}
}
