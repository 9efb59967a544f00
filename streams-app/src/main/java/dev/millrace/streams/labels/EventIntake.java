package dev.millrace.streams.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.service.input.TaskInput;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends an event to the partition of its labels. An event without an id can't get a label later, so it becomes an example
 * immediately if it has its own label, and is dropped otherwise. If the example is too large for its topic, the event goes to the
 * dead letters.
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
        if (kind.task().input().id().isPresent()) {
            kind.read(value)
                    .ifPresent(input -> input.id()
                            .ifPresentOrElse(
                                    id -> forwardWithId(event.withKey(id.getBytes(UTF_8)), value, origin),
                                    () -> forwardLabelled(event, input, origin)));
        } else if (event.key() != null) {
            forwardWithId(event, value, origin);
        } else {
            kind.read(value).ifPresent(input -> forwardLabelled(event, input, origin));
        }
    }

    private void forwardWithId(Record<byte[], byte[]> event, byte[] value, Origin origin) {
        Record<byte[], byte[]> buffered =
                event.withValue(new BufferedEvent(origin, value).toBytes()).withHeaders(new RecordHeaders());
        if (RecordSize.upperBound(buffered.key(), buffered.value(), buffered.headers())
                > dependencies.limits().event()) {
            dependencies.metrics().skipped(kind.name());
        } else {
            context().forward(buffered, kind.step("event-with-id"));
        }
    }

    private void forwardLabelled(Record<byte[], byte[]> event, TaskInput<T> input, Origin origin) {
        kind.ownProblem(input).ifPresent(why -> refuse(event, origin, why));
        kind.ownLabel(input).ifPresent(label -> {
            Record<byte[], byte[]> example = kind.ownExample(event, input, label, origin);
            dependencies.refusal(example).ifPresentOrElse(why -> refuse(event, origin, why), () -> {
                dependencies.metrics().own(kind.name());
                context().forward(example, kind.step("event-labelled"));
            });
        });
    }

    private void refuse(Record<byte[], byte[]> event, Origin origin, DeadLetter why) {
        dependencies.metrics().deadLettered(kind.name(), why.reason());
        context().forward(dependencies.deadLetters().of(event, origin, why), kind.step("event-refused"));
    }
}
