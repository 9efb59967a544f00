package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.service.input.TaskInput;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stores an event and forwards it as an example if it has a label: its own or the one that waits for it, whichever is newer. A
 * waiting label is given to one event only.
 */
final class EventJoin<T> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<T> kind;
    private final LabelStores stores;
    private final LabelDependencies dependencies;
    private @Nullable LabelJoinState state;

    EventJoin(LabelKind<T> kind, LabelStores stores, LabelDependencies dependencies) {
        this.kind = kind;
        this.stores = stores;
        this.dependencies = dependencies;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        state = LabelJoinState.of(context, stores, dependencies.metrics());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        BufferedEvent buffered = BufferedEvent.read(record.value());
        Optional<TaskInput<T>> event = kind.read(buffered.value());
        if (event.isPresent() && state != null) {
            join(record, buffered, event.get(), label(state, record.key(), buffered));
        } else {
            dependencies.metrics().skipped(kind.name());
        }
    }

    /**
     * Stores the event; returns the label that waited for it. An event that is read again after a failure gets the label again
     * that it got before.
     */
    private Optional<BufferedEvent> label(LabelJoinState joinState, byte[] id, BufferedEvent buffered) {
        long now = context().currentSystemTimeMs();
        EventBuffer.Stored stored = joinState.events().put(id, buffered, now);
        Optional<BufferedEvent> before = joinState.events().label(id, stored);
        Optional<WaitingLabel> waiting = joinState
                .labels()
                .find(id, now)
                .filter(label -> buffered.timestamp() - dependencies.skew().toMillis() <= label.timestamp())
                .filter(label -> before.isEmpty() || before.get().timestamp() <= label.timestamp());
        waiting.ifPresent(label -> {
            joinState.labels().remove(id, label);
            joinState.events().putLabel(id, stored, label.label());
        });
        return waiting.map(WaitingLabel::label).or(() -> before);
    }

    private void join(
            Record<byte[], byte[]> record, BufferedEvent buffered, TaskInput<T> event, Optional<BufferedEvent> label) {
        Optional<Label> own = kind.ownLabel(event);
        if (label.isPresent() && (own.isEmpty() || label.get().timestamp() >= buffered.timestamp())) {
            if (forward(record, buffered, event, kind.label(label.get()), label.get())) {
                dependencies.metrics().joined(kind.name());
            }
        } else if (own.isPresent() && forward(record, buffered, event, own.get(), buffered)) {
            dependencies.metrics().own(kind.name());
        }
    }

    /** Forwards an example; if it is too large, what brought the label goes to the dead letters. */
    private boolean forward(
            Record<byte[], byte[]> record,
            BufferedEvent buffered,
            TaskInput<T> event,
            Label label,
            BufferedEvent source) {
        Record<byte[], byte[]> example =
                record.withValue(kind.examples().write(event.content(), label, buffered.origin()));
        Optional<DeadLetter> refusal = dependencies.refusal(example);
        if (refusal.isEmpty()) {
            context().forward(example, kind.step("event-joined"));
            return true;
        }
        dependencies.metrics().deadLettered(kind.name(), refusal.get().reason());
        context()
                .forward(dependencies.deadLetter(record.key(), source, refusal.get()), kind.step("event-join-refused"));
        return false;
    }
}
