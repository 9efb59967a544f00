package dev.millrace.streams.labels;

import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.service.input.TaskInput;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stores a label and forwards an example if its event has arrived. Otherwise the label waits for the event, and goes to the
 * dead letters if none arrives within the window. A label older than the stored one is dropped.
 */
final class LabelJoin<T> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_EXPIRED_AT_ONCE = 10_000;

    private final LabelKind<T> kind;
    private final LabelStores stores;
    private final LabelDependencies dependencies;
    private @Nullable LabelJoinState state;

    LabelJoin(LabelKind<T> kind, LabelStores stores, LabelDependencies dependencies) {
        this.kind = kind;
        this.stores = stores;
        this.dependencies = dependencies;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        state = new LabelJoinState(context, stores);
        Duration tenth = dependencies.window().dividedBy(10).plusMillis(1);
        Duration interval = tenth.compareTo(MAX_INTERVAL) < 0 ? tenth : MAX_INTERVAL;
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::expire);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        BufferedEvent label = BufferedEvent.read(record.value());
        Optional<BufferedLabel> previous = state().label(record.key());
        if (previous.isPresent() && previous.get().label().timestamp() > label.timestamp()) {
            dependencies.metrics().superseded(kind.name());
            return;
        }
        long now = context().currentSystemTimeMs();
        Optional<BufferedEvent> event = state().event(record.key(), now);
        state().putLabel(record.key(), new BufferedLabel(now, event.isPresent(), label));
        event.ifPresent(buffered -> join(record, buffered, label));
        if (previous.isPresent() && !previous.get().matched()) {
            dependencies.metrics().superseded(kind.name());
        }
    }

    private void join(Record<byte[], byte[]> record, BufferedEvent buffered, BufferedEvent label) {
        TaskInput<T> event = kind.read(buffered.value()).orElseThrow();
        if (kind.ownLabel(event).isPresent() && buffered.timestamp() > label.timestamp()) {
            dependencies.metrics().superseded(kind.name());
            return;
        }
        dependencies.metrics().joined(kind.name());
        byte[] example = kind.examples().write(event.content(), kind.label(label), buffered.origin());
        context().forward(record.withValue(example), kind.step("joined"));
    }

    private void expire(long now) {
        for (KeyValue<byte[], BufferedEvent> unmatched : state().expire(now, MAX_EXPIRED_AT_ONCE)) {
            dependencies.metrics().unmatched(kind.name());
            dependencies.metrics().deadLettered(kind.name(), DeadLetterReason.LABEL_WITHOUT_RECORD);
            context().forward(deadLetter(unmatched.key, unmatched.value), kind.step("label-unmatched"));
        }
    }

    private Record<byte[], byte[]> deadLetter(byte[] id, BufferedEvent label) {
        DeadLetter why = DeadLetter.of(
                FailedStep.PROCESSING,
                DeadLetterReason.LABEL_WITHOUT_RECORD,
                "required a record with this id within " + dependencies.window() + ", got none");
        return dependencies
                .deadLetters()
                .withoutHeaders(new Record<>(id, label.value(), label.timestamp()), label.origin(), why);
    }

    private LabelJoinState state() {
        return Objects.requireNonNull(state, "the processor was not initialised");
    }
}
