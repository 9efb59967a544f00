package dev.millrace.streams.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.service.input.TaskLabel;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends a valid label to the partition of its event, and an invalid one or one without an id to the dead letters. */
final class LabelIntake extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final int MAX_BYTES = 10_000;

    private final LabelKind<?> kind;
    private final LabelDependencies dependencies;

    LabelIntake(LabelKind<?> kind, LabelDependencies dependencies) {
        this.kind = kind;
        this.dependencies = dependencies;
    }

    @Override
    public void process(Record<byte[], byte[]> label) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), label.timestamp());
        RecordValue value = RecordValue.of(label.value(), label.headers());
        kind.labelReader()
                .read(value)
                .fold(
                        readable -> accept(label, origin, readable.value()),
                        unreadable -> deadLetter(label, origin, unreadable.why()),
                        unavailable -> {
                            throw unavailable.cause();
                        });
    }

    private Origin accept(Record<byte[], byte[]> record, Origin origin, TaskLabel label) {
        byte[] id = kind.task().labels().id().isPresent()
                ? label.id().map(text -> text.getBytes(UTF_8)).orElse(null)
                : record.key();
        Optional<DeadLetter> problem = problem(record, id, label.label().getLabel());
        if (problem.isPresent()) {
            return deadLetter(record, origin, problem.get());
        }
        byte[] buffered = new BufferedEvent(origin, kind.labelWithoutHeader(record)).toBytes();
        context()
                .forward(
                        record.withKey(id).withValue(buffered).withHeaders(new RecordHeaders()),
                        kind.step("label-with-id"));
        return origin;
    }

    private Origin deadLetter(Record<byte[], byte[]> record, Origin origin, DeadLetter why) {
        dependencies.metrics().deadLettered(kind.name(), why.reason());
        context().forward(dependencies.deadLetters().of(record, origin, why), kind.step("label-unusable"));
        return origin;
    }

    private Optional<DeadLetter> problem(Record<byte[], byte[]> record, byte @Nullable [] id, String label) {
        if (id == null) {
            return Optional.of(DeadLetter.of(
                    FailedStep.PROCESSING, DeadLetterReason.LABEL_WITHOUT_ID, "required a key, the id, got none"));
        }
        if (label.isBlank()) {
            return Optional.of(DeadLetter.of(
                    FailedStep.PROCESSING,
                    DeadLetterReason.BLANK_LABEL,
                    "required a label that is not blank, got a blank one"));
        }
        Optional<DeadLetter> unusable = LabelKind.problem(label).or(() -> notAllowed(label));
        if (unusable.isPresent()) {
            return unusable;
        }
        if (record.value().length + id.length > MAX_BYTES) {
            return Optional.of(DeadLetter.of(
                    FailedStep.DESERIALIZATION,
                    DeadLetterReason.MALFORMED_RECORD,
                    "required a label and id of at most " + MAX_BYTES + " bytes"));
        }
        return Optional.empty();
    }

    private Optional<DeadLetter> notAllowed(String label) {
        if (kind.task().allows(label)) {
            return Optional.empty();
        }
        List<String> allowed = kind.task().allowedLabels().stream().sorted().toList();
        return Optional.of(DeadLetter.of(
                FailedStep.PROCESSING,
                DeadLetterReason.LABEL_NOT_ALLOWED,
                "required one of " + allowed + ", got '" + label + "'"));
    }
}
