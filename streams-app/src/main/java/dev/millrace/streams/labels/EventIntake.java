package dev.millrace.streams.labels;

import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordSize;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends an event to the partition of its labels. An event without a key can't get a label later, so it becomes an example
 * immediately if it has its own label, and is dropped otherwise.
 */
final class EventIntake<V> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<V, ?> kind;
    private final LabelDependencies dependencies;

    EventIntake(LabelKind<V, ?> kind, LabelDependencies dependencies) {
        this.kind = kind;
        this.dependencies = dependencies;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        if (event.value() == null) {
            return;
        }
        RecordMetadata read = context().recordMetadata().orElseThrow();
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), event.timestamp());
        Record<byte[], byte[]> buffered = event.withValue(new BufferedEvent(origin, event.value()).toBytes())
                .withHeaders(new RecordHeaders());
        if (RecordSize.upperBound(buffered.key(), buffered.value(), buffered.headers())
                > dependencies.maxEventBytes()) {
            dependencies.metrics().skipped(kind.name());
        } else if (event.key() != null) {
            context().forward(buffered, kind.step("event-with-id"));
        } else {
            forwardLabelled(buffered, event.value(), origin);
        }
    }

    private void forwardLabelled(Record<byte[], byte[]> buffered, byte[] content, Origin origin) {
        kind.read(content)
                .ifPresent(event -> kind.ownLabel(event).ifPresent(label -> {
                    dependencies.metrics().own(kind.name());
                    context()
                            .forward(
                                    buffered.withValue(kind.example(event, label, origin)),
                                    kind.step("event-labelled"));
                }));
    }
}
