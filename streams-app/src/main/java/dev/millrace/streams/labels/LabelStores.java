package dev.millrace.streams.labels;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** The persistent stores of one task's join: events by id, the newest label by id, and label ids by arrival time. */
record LabelStores(String task, Duration window) {

    String events() {
        return task + "-events";
    }

    String labels() {
        return task + "-newest-labels";
    }

    String arrivals() {
        return task + "-label-arrivals";
    }

    String[] all() {
        return new String[] {events(), labels(), arrivals()};
    }

    /** The changelog uses the broker's time, because by their own timestamps old events would be deleted too early. */
    StoreBuilder<WindowStore<Bytes, byte[]>> eventStore() {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(events(), window, window, false),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withLoggingEnabled(Map.of("message.timestamp.type", "LogAppendTime"));
    }

    StoreBuilder<KeyValueStore<Bytes, byte[]>> labelStore() {
        return keyValue(labels());
    }

    StoreBuilder<KeyValueStore<Bytes, byte[]>> arrivalStore() {
        return keyValue(arrivals());
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> keyValue(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }
}
