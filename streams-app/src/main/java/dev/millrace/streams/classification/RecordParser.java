package dev.millrace.streams.classification;

import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.streams.deadletter.DeadLetterReason;
import dev.millrace.streams.deadletter.Failure;
import dev.millrace.streams.deadletter.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From a record's bytes to the classifier's input. A registry that does not answer ends the thread, not the record.
 *
 * @param <V> the Avro record
 * @param <T> the classifier's input
 */
final class RecordParser<V, T> {

    private final Topic<String, V> topic;
    private final Function<V, T> toInput;

    RecordParser(Topic<String, V> topic, Function<V, T> toInput) {
        this.topic = topic;
        this.toInput = toInput;
    }

    Parsed<T> parse(byte @Nullable [] value) {
        if (value == null) {
            return unreadable(DeadLetterReason.EMPTY_RECORD, "the record has no value");
        }
        try {
            return new Parsed.Input<>(
                    toInput.apply(topic.valueSerde().deserializer().deserialize(topic.name(), value)));
        } catch (UnknownSchemaException e) {
            return unreadable(DeadLetterReason.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()));
        } catch (MalformedRecordException e) {
            return unreadable(DeadLetterReason.MALFORMED_RECORD, String.valueOf(e.getMessage()));
        }
    }

    private Parsed<T> unreadable(DeadLetterReason reason, String message) {
        return new Parsed.Unreadable<>(Failure.of(Stage.DESERIALIZATION, reason, message));
    }
}
