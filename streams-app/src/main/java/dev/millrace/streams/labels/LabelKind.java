package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.Reading;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.service.input.TaskInput;
import dev.millrace.service.input.TaskLabel;
import dev.millrace.service.tasks.TaskConfig;
import java.util.Optional;
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
        return name() + "-" + step;
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

    /** The label that came with the event, if the task allows it. */
    Optional<Label> ownLabel(TaskInput<T> event) {
        return event.label().filter(task::allows).map(label -> new Label(label, null));
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
