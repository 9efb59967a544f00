package dev.millrace.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not an Avro record in Confluent's wire format, or not one that the reader's schema can read. */
public final class MalformedRecordException extends SerializationException {

    private static final long serialVersionUID = 1L;

    /** @param message what was required and what came */
    public MalformedRecordException(String message) {
        super(message);
    }
}
