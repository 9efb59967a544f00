package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.streams.deadletter.DeadLetterReason;
import dev.millrace.streams.deadletter.DeadLetters;
import dev.millrace.streams.deadletter.Failure;
import dev.millrace.streams.deadletter.Stage;
import dev.millrace.streams.operations.LabelMeters;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards a label that can be read and has an id to the join, any other to the dead letters. */
final class LabelReader extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Topic<String, Label> labels;
    private final LabelMeters meters;
    private final String joinChild;
    private final String deadLetterChild;

    LabelReader(Topic<String, Label> labels, LabelMeters meters, String joinChild, String deadLetterChild) {
        this.labels = labels;
        this.meters = meters;
        this.joinChild = joinChild;
        this.deadLetterChild = deadLetterChild;
    }

    @Override
    public void process(Record<byte[], byte[]> label) {
        Optional<Failure> failure = problem(label);
        if (failure.isEmpty()) {
            context().forward(label, joinChild);
            return;
        }
        meters.rejected(failure.get().reason());
        context()
                .forward(
                        DeadLetters.of(
                                label,
                                context()
                                        .recordMetadata()
                                        .orElseThrow(() -> new IllegalStateException("a label without a topic")),
                                failure.get()),
                        deadLetterChild);
    }

    private Optional<Failure> problem(Record<byte[], byte[]> label) {
        if (label.key() == null || label.value() == null) {
            return failure(DeadLetterReason.EMPTY_RECORD, "a label requires a key, the id, and a value");
        }
        try {
            Label read = labels.valueSerde().deserializer().deserialize(labels.name(), label.value());
            return read.getLabel().isBlank()
                    ? failure(DeadLetterReason.EMPTY_RECORD, "the label is blank")
                    : Optional.empty();
        } catch (UnknownSchemaException e) {
            return failure(DeadLetterReason.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()));
        } catch (MalformedRecordException e) {
            return failure(DeadLetterReason.MALFORMED_RECORD, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Failure> failure(DeadLetterReason reason, String message) {
        return Optional.of(Failure.of(Stage.DESERIALIZATION, reason, message));
    }
}
