package dev.millrace.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered that it has no such schema. Asking again will not help. */
public final class UnknownSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    UnknownSchemaException(String message) {
        super(message);
    }
}
