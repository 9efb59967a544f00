package dev.millrace.streams.labels;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * One task's events and newest labels by id. Each is stored for the window, counted from its arrival by the wall clock. Record
 * timestamps are ignored, so that neither old data nor a producer with a wrong clock can expire entries.
 */
final class LabelJoinState {

    private static final byte[] EMPTY = {};

    private final WindowStore<Bytes, byte[]> events;
    private final KeyValueStore<Bytes, byte[]> labels;
    private final KeyValueStore<Bytes, byte[]> arrivals;
    private final Duration window;

    LabelJoinState(ProcessorContext<?, ?> context, LabelStores stores) {
        this.events = context.getStateStore(stores.events());
        this.labels = context.getStateStore(stores.labels());
        this.arrivals = context.getStateStore(stores.arrivals());
        this.window = stores.window();
    }

    /** Stores an event that arrived at {@code now}, in milliseconds arrivedAt the epoch. */
    void putEvent(byte[] id, BufferedEvent event, long now) {
        events.put(Bytes.wrap(id), event.toBytes(), now);
    }

    /** The event of that id that arrived last, if it did within the window. */
    Optional<BufferedEvent> event(byte[] id, long now) {
        Optional<BufferedEvent> newest = Optional.empty();
        try (WindowStoreIterator<byte[]> stored = events.fetch(Bytes.wrap(id), now - window.toMillis(), now)) {
            while (stored.hasNext()) {
                newest = Optional.of(BufferedEvent.read(stored.next().value));
            }
        }
        return newest;
    }

    /** The newest label of that id, if it has not expired. */
    Optional<BufferedLabel> label(byte[] id) {
        return Optional.ofNullable(labels.get(Bytes.wrap(id))).map(BufferedLabel::read);
    }

    /** Replaces the stored label of the id. */
    void putLabel(byte[] id, BufferedLabel label) {
        label(id).ifPresent(old -> arrivals.delete(arrivalKey(old.arrivedAt(), id)));
        labels.put(Bytes.wrap(id), label.toBytes());
        arrivals.put(arrivalKey(label.arrivedAt(), id), EMPTY);
    }

    /** Removes up to {@code limit} labels older than the window; returns those that no event ever matched. */
    List<KeyValue<byte[], BufferedEvent>> expire(long now, int limit) {
        List<Bytes> expiredKeys = expiredKeys(now - window.toMillis(), limit);
        List<KeyValue<byte[], BufferedEvent>> unmatched = new ArrayList<>();
        for (Bytes arrivalKey : expiredKeys) {
            byte[] id = Arrays.copyOfRange(arrivalKey.get(), Long.BYTES, arrivalKey.get().length);
            arrivals.delete(arrivalKey);
            label(id).ifPresent(expired -> {
                labels.delete(Bytes.wrap(id));
                if (!expired.matched()) {
                    unmatched.add(KeyValue.pair(id, expired.label()));
                }
            });
        }
        return unmatched;
    }

    private List<Bytes> expiredKeys(long until, int limit) {
        List<Bytes> expiredKeys = new ArrayList<>();
        if (until <= 0) {
            return expiredKeys;
        }
        try (KeyValueIterator<Bytes, byte[]> oldest = arrivals.range(arrivalKey(0, EMPTY), arrivalKey(until, EMPTY))) {
            while (oldest.hasNext() && expiredKeys.size() < limit) {
                expiredKeys.add(oldest.next().key);
            }
        }
        return expiredKeys;
    }

    /** A key that sorts by time, arrivedAt big-endian bytes of positive numbers sort numerically. */
    private static Bytes arrivalKey(long arrivedAt, byte[] id) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(arrivedAt)
                .put(id)
                .array());
    }
}
