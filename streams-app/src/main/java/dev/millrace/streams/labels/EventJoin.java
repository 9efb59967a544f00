package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes an event in: it becomes an example if a label is there, its own or one of its id, the newer of the two. */
final class EventJoin<V> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<V, ?> kind;
    private final LabelStores stores;
    private final LabelMetrics metrics;
    private @Nullable LabelJoinState book;

    EventJoin(LabelKind<V, ?> kind, LabelStores stores, LabelMetrics metrics) {
        this.kind = kind;
        this.stores = stores;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        book = new LabelJoinState(context, stores);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        BufferedEvent arrival = BufferedEvent.read(record.value());
        Optional<V> event = kind.read(arrival.value());
        if (event.isPresent() && book != null) {
            join(book, record, arrival, event.get());
        } else {
            metrics.skipped(kind.name());
        }
    }

    private void join(LabelJoinState labels, Record<byte[], byte[]> record, BufferedEvent arrival, V event) {
        labels.keepEvent(record.key(), arrival, context().currentSystemTimeMs());
        Optional<BufferedLabel> kept = labels.label(record.key());
        kept.filter(label -> !label.matched()).ifPresent(label -> labels.keepLabel(record.key(), label.asMatched()));
        Optional<Label> own = kind.ownLabelOf(event);
        if (kept.isPresent() && (own.isEmpty() || kept.get().label().timestamp() >= arrival.timestamp())) {
            metrics.joined(kind.name());
            forward(record, arrival, event, kind.label(kept.get().label()));
        } else if (own.isPresent()) {
            metrics.own(kind.name());
            forward(record, arrival, event, own.get());
        }
    }

    private void forward(Record<byte[], byte[]> record, BufferedEvent arrival, V event, Label label) {
        context().forward(record.withValue(kind.example(event, label, arrival.origin())));
    }
}
