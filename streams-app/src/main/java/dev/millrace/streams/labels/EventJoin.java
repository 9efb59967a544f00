package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.service.input.TaskInput;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Stores an event and forwards it as an example if it has a label: its own or one of its id, whichever is newer. */
final class EventJoin<T> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<T> kind;
    private final LabelStores stores;
    private final LabelMetrics metrics;
    private @Nullable LabelJoinState state;

    EventJoin(LabelKind<T> kind, LabelStores stores, LabelMetrics metrics) {
        this.kind = kind;
        this.stores = stores;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        state = new LabelJoinState(context, stores);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        BufferedEvent buffered = BufferedEvent.read(record.value());
        Optional<TaskInput<T>> event = kind.read(buffered.value());
        if (event.isPresent() && state != null) {
            join(state, record, buffered, event.get());
        } else {
            metrics.skipped(kind.name());
        }
    }

    private void join(
            LabelJoinState joinState, Record<byte[], byte[]> record, BufferedEvent buffered, TaskInput<T> event) {
        joinState.putEvent(record.key(), buffered, context().currentSystemTimeMs());
        Optional<BufferedLabel> storedLabel = joinState.label(record.key());
        storedLabel
                .filter(label -> !label.matched())
                .ifPresent(label -> joinState.putLabel(record.key(), label.asMatched()));
        Optional<Label> own = kind.ownLabel(event);
        if (storedLabel.isPresent()
                && (own.isEmpty() || storedLabel.get().label().timestamp() >= buffered.timestamp())) {
            metrics.joined(kind.name());
            forward(record, buffered, event, kind.label(storedLabel.get().label()));
        } else if (own.isPresent()) {
            metrics.own(kind.name());
            forward(record, buffered, event, own.get());
        }
    }

    private void forward(Record<byte[], byte[]> record, BufferedEvent buffered, TaskInput<T> event, Label label) {
        context().forward(record.withValue(kind.examples().write(event.content(), label, buffered.origin())));
    }
}
