package dev.millrace.streams.labels;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** The two stores of a join: what came for an id within the window, events and labels apart. */
record LabelStores(String task, Duration window) {

    StoreBuilder<WindowStore<Bytes, byte[]>> events() {
        return store(eventStore());
    }

    StoreBuilder<WindowStore<Bytes, byte[]>> labels() {
        return store(labelStore());
    }

    String eventStore() {
        return task + "-events";
    }

    String labelStore() {
        return task + "-label-values";
    }

    private StoreBuilder<WindowStore<Bytes, byte[]>> store(String name) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, window.multipliedBy(2), window, false),
                Serdes.Bytes(),
                Serdes.ByteArray());
    }

    static WindowStore<Bytes, byte[]> of(ProcessorContext<?, ?> context, String name) {
        return context.getStateStore(name);
    }

    /** The newest value for the id within the window around that time. */
    Optional<byte[]> newest(WindowStore<Bytes, byte[]> store, byte[] id, long timestamp) {
        long from = Math.max(0, timestamp - window.toMillis());
        try (WindowStoreIterator<byte[]> values = store.fetch(Bytes.wrap(id), from, timestamp + window.toMillis())) {
            Optional<byte[]> newest = Optional.empty();
            while (values.hasNext()) {
                newest = Optional.of(values.next().value);
            }
            return newest;
        }
    }
}
