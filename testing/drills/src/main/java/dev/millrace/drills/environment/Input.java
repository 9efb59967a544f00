package dev.millrace.drills.environment;

import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record for an input topic, as bytes.
 *
 * @param expected why it must become a dead letter; empty if it must be predicted
 */
@SuppressWarnings("ArrayRecordComponent") // inputs are never compared
public record Input(
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers,
        Optional<DeadLetterReason> expected) {

    public Input {
        headers = Map.copyOf(headers);
    }

    /** A record that must be predicted. */
    public static Input good(byte[] key, byte[] value) {
        return new Input(key, value, Map.of(), Optional.empty());
    }
}
