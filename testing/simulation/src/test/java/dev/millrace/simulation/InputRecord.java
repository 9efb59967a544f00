package dev.millrace.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record to classify.
 *
 * @param number identifies the answer to this record
 * @param text empty for a record without a value
 */
public record InputRecord(int partition, long offset, int number, Optional<String> text) {

    /** Bytes that cannot be read. */
    public static final String GARBAGE = "garbage";

    /** The value as bytes; null if it has none. */
    public byte @Nullable [] content() {
        return text.map(known -> known.getBytes(UTF_8)).orElse(null);
    }

    /** The required outcome: the label of its prediction, or the reason of its dead letter. */
    String place() {
        String known = text.orElse("nothing");
        return switch (known.split(" ", -1)[0]) {
            case "nothing" -> "NO_VALUE";
            case GARBAGE -> "MALFORMED_RECORD";
            case "" -> "EMPTY_TEXT";
            case "poison" -> "CLASSIFIER_FAILURE";
            case "good" -> "pos";
            default -> "neg";
        };
    }
}
