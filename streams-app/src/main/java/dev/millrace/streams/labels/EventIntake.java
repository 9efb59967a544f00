package dev.millrace.streams.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordSize;
import dev.millrace.service.input.TaskInput;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends an event to the partition of its labels. An event without an id can't get a label later, so it becomes an example
 * immediately if it has its own label, and is dropped otherwise.
 */
final class EventIntake<T> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<T> kind;
    private final LabelDependencies dependencies;

    EventIntake(LabelKind<T> kind, LabelDependencies dependencies) {
        this.kind = kind;
        this.dependencies = dependencies;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        if (event.value() != null) {
            kind.withoutHeader(event)
                    .ifPresentOrElse(
                            value -> forward(event, value),
                            () -> dependencies.metrics().skipped(kind.name()));
        }
    }

    private void forward(Record<byte[], byte[]> event, byte[] value) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), event.timestamp());
        Record<byte[], byte[]> buffered =
                event.withValue(new BufferedEvent(origin, value).toBytes()).withHeaders(new RecordHeaders());
        if (RecordSize.upperBound(buffered.key(), buffered.value(), buffered.headers())
                > dependencies.maxEventBytes()) {
            dependencies.metrics().skipped(kind.name());
        } else if (kind.task().input().id().isPresent()) {
            kind.read(value).ifPresent(input -> forwardById(buffered, input, origin));
        } else if (event.key() != null) {
            context().forward(buffered, kind.step("event-with-id"));
        } else {
            kind.read(value).ifPresent(input -> forwardLabelled(buffered, input, origin));
        }
    }

    private void forwardById(Record<byte[], byte[]> buffered, TaskInput<T> input, Origin origin) {
        if (input.id().isPresent()) {
            context().forward(buffered.withKey(input.id().get().getBytes(UTF_8)), kind.step("event-with-id"));
        } else {
            forwardLabelled(buffered, input, origin);
        }
    }

    private void forwardLabelled(Record<byte[], byte[]> buffered, TaskInput<T> input, Origin origin) {
        kind.ownLabel(input).ifPresent(label -> {
            dependencies.metrics().own(kind.name());
            byte[] example = kind.examples().write(input.content(), label, origin);
            context().forward(buffered.withValue(example), kind.step("event-labelled"));
        });
    }
}
