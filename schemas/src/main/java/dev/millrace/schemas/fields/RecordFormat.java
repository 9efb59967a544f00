package dev.millrace.schemas.fields;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the records of a topic are encoded. */
public enum RecordFormat {
    /** Each record is recognised by its first bytes: a schema id in front, an opening brace, or neither. */
    AUTO,
    /** Avro in Confluent's wire format. */
    AVRO,
    /** A JSON object in UTF-8, with or without a schema id in front. */
    JSON,
    /** The value is the content. */
    RAW;

    /** The format of that name in the configuration. */
    public static Optional<RecordFormat> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text))
                .findFirst();
    }

    /** Its name in the configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
