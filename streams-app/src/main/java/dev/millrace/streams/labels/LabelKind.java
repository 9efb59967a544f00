package dev.millrace.streams.labels;

import dev.millrace.model.spec.LabelName;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.records.Label;
import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.schemas.deadletter.Reading;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.service.input.LabelTrustHeader;
import dev.millrace.service.input.TaskInput;
import dev.millrace.service.input.TaskLabel;
import dev.millrace.service.tasks.TaskConfig;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One task's topics, and how an event and a label become a training example.
 *
 * @param task names the topics, nodes, stores and the meters' tag
 * @param eventReader reads events
 * @param labelReader reads late labels
 * @param examples writes training examples
 * @param <T> what is classified
 */
public record LabelKind<T>(
        TaskConfig task,
        RecordReader<TaskInput<T>> eventReader,
        RecordReader<TaskLabel> labelReader,
        ExampleWriter<T> examples) {

    /** Prefix of the names of its nodes and stores, and the meters' tag. */
    String name() {
        return task.id();
    }

    /** The name of a node. */
    String step(String step) {
        return step(task, step);
    }

    static String step(TaskConfig task, String step) {
        return task.id() + "-" + step;
    }

    /** Reads an event; empty if it is malformed, since the classification client sends those to the dead letters. */
    Optional<TaskInput<T>> read(byte[] event) {
        return readable(eventReader.read(event));
    }

    /** The value of an event to keep without its headers; empty if these are malformed. */
    Optional<byte[]> withoutHeader(Record<byte[], byte[]> event) {
        return readable(eventReader.withoutHeader(RecordValue.of(event.value(), event.headers())));
    }

    private static <V> Optional<V> readable(Reading<V> reading) {
        return reading.fold(readable -> Optional.of(readable.value()), unreadable -> Optional.empty(), unavailable -> {
            throw unavailable.cause();
        });
    }

    /** The label that came with the event, if it is valid and the task allows it. */
    Optional<Label> ownLabel(TaskInput<T> event) {
        return own(event).filter(LabelName::isValid).map(label -> new Label(label, null));
    }

    /** Why the label that came with the event is not valid, if the event has one that would count. */
    Optional<DeadLetter> ownProblem(TaskInput<T> event) {
        return own(event).flatMap(LabelKind::problem);
    }

    private Optional<String> own(TaskInput<T> event) {
        return task.trust().input().isPresent() ? event.label().filter(task::allows) : Optional.empty();
    }

    /** Why the label is too long or has characters that it must not have; empty otherwise. */
    static Optional<DeadLetter> problem(String label) {
        return LabelName.problem(label)
                .map(problem -> DeadLetter.of(FailedStep.PROCESSING, DeadLetterReason.LABEL_INVALID, problem));
    }

    /** The record of an example whose label came with the event. */
    Record<byte[], byte[]> ownExample(Record<byte[], byte[]> event, TaskInput<T> input, Label label, Origin origin) {
        return example(
                event,
                examples.write(input.content(), label, origin),
                task.trust().input().orElseThrow());
    }

    /** The record of an example whose label came from the topic of late labels. */
    Record<byte[], byte[]> joinedExample(Record<byte[], byte[]> event, TaskInput<T> input, Label label, Origin origin) {
        return example(
                event,
                examples.write(input.content(), label, origin),
                task.trust().labels());
    }

    /** Drops all headers of the record that it replaces, so that no producer can raise the trust. */
    private static Record<byte[], byte[]> example(Record<byte[], byte[]> event, byte[] value, LabelTrust trust) {
        RecordHeaders headers = new RecordHeaders();
        LabelTrustHeader.write(headers, trust);
        return event.withValue(value).withHeaders(headers);
    }

    /** Reads a buffered label, which {@link LabelIntake} has already read once. */
    Label label(BufferedEvent buffered) {
        return readAgain(labelReader.read(buffered.value())).label();
    }

    /** The value of a label, which was read once, to keep without its headers. */
    byte[] labelWithoutHeader(Record<byte[], byte[]> label) {
        return readAgain(labelReader.withoutHeader(RecordValue.of(label.value(), label.headers())));
    }

    private static <V> V readAgain(Reading<V> reading) {
        return reading.fold(
                readable -> readable.value(),
                unreadable -> {
                    throw new IllegalStateException(
                            "a label that could be read before can't be now: " + unreadable.why());
                },
                unavailable -> {
                    throw unavailable.cause();
                });
    }
}
