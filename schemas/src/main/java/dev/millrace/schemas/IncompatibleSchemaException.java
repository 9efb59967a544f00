package dev.millrace.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The registry refuses a schema because it would break readers or writers of the subject. */
public final class IncompatibleSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    IncompatibleSchemaException(String subject, Exception answer) {
        super("subject '" + subject + "' refuses the schema as incompatible", answer);
    }
}
