package dev.millrace.streams.labels;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The persistent stores of one task's join: events by id and timestamp, the newest waiting label by id, and ids of waiting labels
 * by arrival time. Keys of another layout need stores of another name, so that each version finds only what it can read.
 */
record LabelStores(String task, Duration window) {

    /** How far the clocks of two instances may differ before one deletes what has not expired for the other. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(10);

    static String events(String task) {
        return task + "-events-by-time";
    }

    String events() {
        return events(task);
    }

    String labels() {
        return task + "-waiting-labels";
    }

    String arrivals() {
        return task + "-waiting-label-arrivals";
    }

    String[] all() {
        return new String[] {events(), labels(), arrivals()};
    }

    /** The changelog uses the broker's time, because by their own timestamps old events would be deleted too early. */
    StoreBuilder<WindowStore<Bytes, byte[]>> eventStore() {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(events(), window.plus(CLOCK_MARGIN), window, false),
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
