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

/** Sends a label that can be read and names an id on to where its event is, any other to the dead letters. */
final class LabelIntake extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final int MAX_BYTES = 10_000;

    private final LabelKind<?, ?> kind;
    private final LabelDependencies parts;
    private final RecordReader<Label> reader;

    LabelIntake(LabelKind<?, ?> kind, LabelDependencies parts) {
        this.kind = kind;
        this.parts = parts;
        this.reader = RecordReader.of(kind.labels());
    }

    @Override
    public void process(Record<byte[], byte[]> label) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), label.timestamp());
        Optional<DeadLetter> problem = problem(label);
        if (problem.isPresent()) {
            parts.metrics().buried(kind.name(), problem.get().reason());
            context().forward(parts.deadLetters().of(label, origin, problem.get()), kind.step("label-unusable"));
            return;
        }
        byte[] arrival = new BufferedEvent(origin, label.value()).toBytes();
        context().forward(label.withValue(arrival).withHeaders(new RecordHeaders()), kind.step("label-with-id"));
    }

    private Optional<DeadLetter> problem(Record<byte[], byte[]> label) {
        return reader.read(label.value())
                .fold(
                        understood -> problem(label, understood.value()),
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
                    FailedStep.PROCESSING, DeadLetterReason.BLANK_LABEL, "required a label, got a blank one"));
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
