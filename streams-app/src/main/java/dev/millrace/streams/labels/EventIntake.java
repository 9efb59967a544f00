package dev.millrace.streams.labels;

import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordSize;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends an event on to where its labels are. One without a key can't get a label later: if it has one already it becomes an
 * example at once.
 */
final class EventIntake<V> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<V, ?> kind;
    private final LabelDependencies parts;

    EventIntake(LabelKind<V, ?> kind, LabelDependencies parts) {
        this.kind = kind;
        this.parts = parts;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        if (event.value() == null) {
            return;
        }
        RecordMetadata read = context().recordMetadata().orElseThrow();
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), event.timestamp());
        Record<byte[], byte[]> arrival = event.withValue(new BufferedEvent(origin, event.value()).toBytes())
                .withHeaders(new RecordHeaders());
        if (RecordSize.upperBound(arrival.key(), arrival.value(), arrival.headers()) > parts.maxEventBytes()) {
            parts.metrics().skipped(kind.name());
        } else if (event.key() != null) {
            context().forward(arrival, kind.step("event-with-id"));
        } else {
            forwardLabelled(arrival, event.value(), origin);
        }
    }

    private void forwardLabelled(Record<byte[], byte[]> arrival, byte[] content, Origin origin) {
        kind.read(content)
                .ifPresent(event -> kind.ownLabelOf(event).ifPresent(label -> {
                    parts.metrics().own(kind.name());
                    context()
                            .forward(
                                    arrival.withValue(kind.example(event, label, origin)), kind.step("event-labelled"));
                }));
    }
}
