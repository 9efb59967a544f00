package dev.millrace.trainer.intake;

import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.RegistryUnavailableException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.trainer.examples.LabelledContent;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One task's labelled topic, and how its records become examples. Thread-safe. */
public final class LabelledSource<V> {

    private final Topic<String, V> topic;
    private final Function<V, String> label;
    private final Function<V, Optional<byte[]>> content;
    private final Skip onNoContent;

    /**
     * @param content as the store keeps it; none where there is nothing to learn from
     * @param onNoContent what that is counted as
     */
    LabelledSource(
            Topic<String, V> topic,
            Function<V, String> label,
            Function<V, Optional<byte[]>> content,
            Skip onNoContent) {
        this.topic = topic;
        this.label = label;
        this.content = content;
        this.onNoContent = onNoContent;
    }

    String topic() {
        return topic.name();
    }

    /** @throws RegistryUnavailableException when the registry doesn't answer: the record may be fine */
    Decoded decode(byte @Nullable [] value) {
        if (value == null) {
            return new Decoded.Skipped(Skip.NO_VALUE);
        }
        try {
            return decode(topic.valueSerde().deserializer().deserialize(topic.name(), value));
        } catch (UnknownSchemaException e) {
            return new Decoded.Skipped(Skip.UNKNOWN_SCHEMA);
        } catch (MalformedRecordException e) {
            return new Decoded.Skipped(Skip.MALFORMED_RECORD);
        }
    }

    private Decoded decode(V value) {
        String name = label.apply(value);
        if (!LabelledContent.isLabel(name)) {
            return new Decoded.Skipped(Skip.UNUSABLE_LABEL);
        }
        return content.apply(value)
                .<Decoded>map(bytes -> new Decoded.Example(LabelledContent.of(bytes, name)))
                .orElseGet(() -> new Decoded.Skipped(onNoContent));
    }
}
