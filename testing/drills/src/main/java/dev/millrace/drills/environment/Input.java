package dev.millrace.drills.environment;

import dev.millrace.drills.audit.TrueLabel;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record for an input topic, as bytes.
 *
 * @param expected why it must become a dead letter; empty if it must be predicted
 * @param label its true label, if the record or a later one says it
 */
@SuppressWarnings("ArrayRecordComponent") // inputs are never compared
public record Input(
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers,
        Optional<DeadLetterReason> expected,
        Optional<TrueLabel> label) {

    public Input {
        headers = Map.copyOf(headers);
    }

    /** A record without a label. */
    public Input(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers,
            Optional<DeadLetterReason> expected) {
        this(key, value, headers, expected, Optional.empty());
    }

    /** A record that must be predicted. */
    public static Input good(byte[] key, byte[] value) {
        return new Input(key, value, Map.of(), Optional.empty());
    }

    /** A record that must be predicted, and become an example. */
    public static Input labelled(byte[] key, byte[] value, TrueLabel label) {
        return new Input(key, value, Map.of(), Optional.empty(), Optional.of(label));
    }
}
