package dev.millrace.streams.labels;

import dev.millrace.streams.labels.EventJoin.Kept;
import dev.millrace.streams.operations.LabelMeters;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/** Joins a label with the event of its id, and keeps it for an event to come. */
final class LateLabelJoin extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<?, ?> kind;
    private final LabelStores stores;
    private final LabelMeters meters;

    LateLabelJoin(LabelKind<?, ?> kind, LabelStores stores, LabelMeters meters) {
        this.kind = kind;
        this.stores = stores;
        this.meters = meters;
    }

    @Override
    public void process(Record<byte[], byte[]> label) {
        WindowStore<Bytes, byte[]> labels = LabelStores.of(context(), stores.labelStore());
        labels.put(Bytes.wrap(label.key()), label.value(), label.timestamp());
        Optional<byte[]> event =
                stores.newest(LabelStores.of(context(), stores.eventStore()), label.key(), label.timestamp());
        if (event.isEmpty()) {
            meters.unmatched(kind.name());
            return;
        }
        Kept kept = Kept.unpack(event.get());
        meters.joined(kind.name());
        context()
                .forward(label.withValue(
                        kind.example(kept.event(), EventJoin.label(kind, label.value()), kept.origin())));
    }
}
