package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.records.Origin;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.UnknownSchemaException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Forwards an event that carries its label as a training example at once, and every event that has a key on to the join.
 *
 * <p>An event that can't be read is left alone: the classification client puts it into the dead letters.
 */
final class EventReader<V> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<V, ?> kind;
    private final String labelledChild;
    private final String joinChild;

    EventReader(LabelKind<V, ?> kind, String labelledChild, String joinChild) {
        this.kind = kind;
        this.labelledChild = labelledChild;
        this.joinChild = joinChild;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        if (event.value() != null) {
            read(event.value()).ifPresent(value -> forward(event, value));
        }
    }

    private Optional<V> read(byte[] value) {
        try {
            return Optional.of(kind.events()
                    .valueSerde()
                    .deserializer()
                    .deserialize(kind.events().name(), value));
        } catch (MalformedRecordException | UnknownSchemaException e) {
            return Optional.empty();
        }
    }

    private void forward(Record<byte[], byte[]> event, V value) {
        Origin origin = OriginHeader.origin(
                context().recordMetadata().orElseThrow(() -> new IllegalStateException("an event without a topic")),
                event.timestamp());
        if (event.key() != null) {
            OriginHeader.write(event.headers(), origin);
            context().forward(event, joinChild);
        }
        kind.ownLabel().apply(value).filter(label -> !label.isBlank()).ifPresent(label -> {
            byte[] example = kind.example(event.value(), new Label(label, null), origin);
            context().forward(event.withValue(example), labelledChild);
        });
    }
}
