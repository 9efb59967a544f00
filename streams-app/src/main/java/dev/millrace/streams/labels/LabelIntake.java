package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.schemas.deadletter.RecordReader;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends a valid label to the partition of its event, and an invalid one or one without an id to the dead letters. */
final class LabelIntake extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final int MAX_BYTES = 10_000;

    private final LabelKind<?, ?> kind;
    private final LabelDependencies dependencies;
    private final RecordReader<Label> reader;

    LabelIntake(LabelKind<?, ?> kind, LabelDependencies dependencies) {
        this.kind = kind;
        this.dependencies = dependencies;
        this.reader = RecordReader.of(kind.labels());
    }

    @Override
    public void process(Record<byte[], byte[]> label) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), label.timestamp());
        Optional<DeadLetter> problem = problem(label);
        if (problem.isPresent()) {
            dependencies.metrics().deadLettered(kind.name(), problem.get().reason());
            context().forward(dependencies.deadLetters().of(label, origin, problem.get()), kind.step("label-unusable"));
            return;
        }
        byte[] buffered = new BufferedEvent(origin, label.value()).toBytes();
        context().forward(label.withValue(buffered).withHeaders(new RecordHeaders()), kind.step("label-with-id"));
    }

    private Optional<DeadLetter> problem(Record<byte[], byte[]> label) {
        return reader.read(label.value())
                .fold(
                        readable -> problem(label, readable.value()),
                        unreadable -> Optional.of(unreadable.why()),
                        unavailable -> {
                            throw unavailable.cause();
                        });
    }

    private static Optional<DeadLetter> problem(Record<byte[], byte[]> record, Label label) {
        if (record.key() == null) {
            return Optional.of(DeadLetter.of(
                    FailedStep.PROCESSING, DeadLetterReason.LABEL_WITHOUT_ID, "required a key, the id, got none"));
        }
        if (label.getLabel().isBlank()) {
            return Optional.of(DeadLetter.of(
                    FailedStep.PROCESSING,
                    DeadLetterReason.BLANK_LABEL,
                    "required a label that is not blank, got a blank one"));
        }
        if (record.value().length + record.key().length > MAX_BYTES) {
            return Optional.of(DeadLetter.of(
                    FailedStep.DESERIALIZATION,
                    DeadLetterReason.MALFORMED_RECORD,
                    "required a label and id of at most " + MAX_BYTES + " bytes"));
        }
        return Optional.empty();
    }
}
