package dev.millrace.trainer.intake;

import dev.millrace.model.spec.LabelName;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.RegistryUnavailableException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.trainer.examples.LabelledContent;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task's labelled topic, and how its records become examples. Thread-safe. */
public final class LabelledSource<V> {

    private static final Logger log = LoggerFactory.getLogger(LabelledSource.class);

    private final Topic<String, V> topic;
    private final Function<V, String> label;
    private final Function<V, Optional<byte[]>> content;
    private final Skip onNoContent;

    /**
     * @param content converts a record to stored content; empty if there is nothing to learn from, or if it fails, out
     *     of memory included
     * @param onNoContent reason counted for a record without content
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

    /**
     * Decodes one record.
     *
     * @param trust in its label
     * @throws RegistryUnavailableException when the registry does not answer; the record may be valid
     */
    Decoded decode(byte @Nullable [] value, LabelTrust trust) {
        if (value == null) {
            return new Decoded.Skipped(Skip.NO_VALUE);
        }
        try {
            return decode(topic.valueSerde().deserializer().deserialize(topic.name(), value), trust);
        } catch (UnknownSchemaException e) {
            return new Decoded.Skipped(Skip.UNKNOWN_SCHEMA);
        } catch (MalformedRecordException e) {
            return new Decoded.Skipped(Skip.MALFORMED_RECORD);
        }
    }

    private Decoded decode(V value, LabelTrust trust) {
        String name = label.apply(value);
        if (!LabelName.isValid(name)) {
            return new Decoded.Skipped(Skip.UNUSABLE_LABEL);
        }
        return content(value)
                .<Decoded>map(bytes -> new Decoded.Example(LabelledContent.of(bytes, name, trust)))
                .orElseGet(() -> new Decoded.Skipped(onNoContent));
    }

    private Optional<byte[]> content(V value) {
        try {
            return content.apply(value);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            log.warn("Example can't be decoded: topic={}", topic.name(), e);
            return Optional.empty();
        }
    }
}
