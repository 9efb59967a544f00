package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.records.Origin;
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
        kind.ownProblem(event).ifPresent(why -> refuse(record.key(), buffered, why));
        Optional<Label> own = kind.ownLabel(event);
        Origin origin = buffered.origin();
        if (label.isPresent() && (own.isEmpty() || !prefersOwn(buffered, label.get()))) {
            if (forward(kind.joinedExample(record, event, kind.label(label.get()), origin), label.get())) {
                dependencies.metrics().joined(kind.name());
            }
        } else if (own.isPresent() && forward(kind.ownExample(record, event, own.get(), origin), buffered)) {
            dependencies.metrics().own(kind.name());
        }
    }

    private boolean prefersOwn(BufferedEvent event, BufferedEvent label) {
        return kind.task().trust().prefersOwn(event.timestamp() > label.timestamp());
    }

    /** Forwards an example; if it is too large, its {@code source}, which brought the label, goes to the dead letters. */
    private boolean forward(Record<byte[], byte[]> example, BufferedEvent source) {
        Optional<DeadLetter> refusal = dependencies.refusal(example);
        if (refusal.isEmpty()) {
            context().forward(example, kind.step("event-joined"));
            return true;
        }
        refuse(example.key(), source, refusal.get());
        return false;
    }

    private void refuse(byte[] id, BufferedEvent source, DeadLetter why) {
        dependencies.metrics().deadLettered(kind.name(), why.reason());
        context().forward(dependencies.deadLetter(id, source, why), kind.step("event-join-refused"));
    }
}
