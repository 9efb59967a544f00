package dev.millrace.streams.labels;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;

/**
 * One task's events by id and timestamp, and the labels that they were joined with. An event is stored for the window, counted
 * from its arrival by the wall clock, so that neither old data nor a producer with a wrong clock can expire it.
 *
 * <p>The store is divided by arrival into a few segments. A search takes one or two steps in each, however many events of the id
 * are stored. Segments that have expired are deleted as a whole.
 */
final class EventBuffer {

    /** Later than every arrival. An instance whose clock is ahead may have stored events that arrive "later" here. */
    private static final long LATEST_ARRIVAL = (1L << 56) - 1;

    private static final byte[] PRESENT = StateValue.of();

    private final WindowStore<Bytes, byte[]> store;
    private final Duration window;
    private final StateValue values;

    EventBuffer(WindowStore<Bytes, byte[]> store, Duration window, StateValue values) {
        this.store = store;
        this.window = window;
        this.values = values;
    }

    /** A stored event, and when it arrived, in milliseconds since the epoch. */
    record Stored(BufferedEvent event, long arrivedAt) {}

    /** Where an event is stored. */
    private record Slot(EventKey key, long arrivedAt) {}

    /** Stores an event that arrived at {@code now}, in milliseconds since the epoch. */
    Stored put(byte[] id, BufferedEvent event, long now) {
        EventKey key = EventKey.of(EventKey.Kind.TIME, id, event);
        store.put(key.toBytes(), PRESENT, now);
        store.put(key.as(EventKey.Kind.CONTENT).toBytes(), StateValue.of(event.toBytes()), now);
        return new Stored(event, now);
    }

    /**
     * The newest event of the id with a timestamp of at most {@code timestamp}. If there is none, the earliest event after it,
     * by at most {@code skew}.
     */
    Optional<Stored> find(byte[] id, long timestamp, Duration skew, long now) {
        return newest(id, timestamp, now)
                .or(() -> earliest(id, timestamp, skew, now))
                .flatMap(this::content);
    }

    /** The newest label that this event was joined with, also if it was stored at another time because it was read again. */
    Optional<BufferedEvent> label(byte[] id, Stored stored) {
        Bytes key = EventKey.of(EventKey.Kind.LABEL, id, stored.event()).toBytes();
        try (var found = store.backwardFetch(key, 0, LATEST_ARRIVAL)) {
            return found.hasNext() ? values.read(found.next().value).map(BufferedEvent::read) : Optional.empty();
        }
    }

    /** Remembers that the event was joined with {@code label}. */
    void putLabel(byte[] id, Stored stored, BufferedEvent label) {
        Bytes key = EventKey.of(EventKey.Kind.LABEL, id, stored.event()).toBytes();
        store.put(key, StateValue.of(label.toBytes()), stored.arrivedAt());
    }

    /** Each segment has one newest event. The first one found is that of the last segment; further steps find newer ones. */
    private Optional<Slot> newest(byte[] id, long timestamp, long now) {
        Optional<Slot> best = Optional.empty();
        Bytes lowest = EventKey.lowest(id, Long.MIN_VALUE);
        while (true) {
            Optional<Slot> better =
                    first(store.backwardFetch(lowest, EventKey.highest(id, timestamp), expired(now), LATEST_ARRIVAL));
            if (better.isEmpty()) {
                return best;
            }
            best = better;
            long found = better.get().key().timestamp();
            if (found == timestamp) {
                return best;
            }
            lowest = EventKey.lowest(id, found + 1);
        }
    }

    private Optional<Slot> earliest(byte[] id, long timestamp, Duration skew, long now) {
        Optional<Slot> best = Optional.empty();
        long highest = Math.min(timestamp, Long.MAX_VALUE - skew.toMillis()) + skew.toMillis();
        while (highest > timestamp) {
            Optional<Slot> better = first(store.fetch(
                    EventKey.lowest(id, timestamp + 1), EventKey.highest(id, highest), expired(now), LATEST_ARRIVAL));
            if (better.isEmpty()) {
                return best;
            }
            best = better;
            highest = better.get().key().timestamp() - 1;
        }
        return best;
    }

    private static Optional<Slot> first(KeyValueIterator<Windowed<Bytes>, byte[]> found) {
        try (found) {
            if (!found.hasNext()) {
                return Optional.empty();
            }
            KeyValue<Windowed<Bytes>, byte[]> first = found.next();
            return Optional.of(
                    new Slot(EventKey.read(first.key.key()), first.key.window().start()));
        }
    }

    private Optional<Stored> content(Slot slot) {
        byte[] value = store.fetch(slot.key().as(EventKey.Kind.CONTENT).toBytes(), slot.arrivedAt());
        return values.read(value).map(BufferedEvent::read).map(event -> new Stored(event, slot.arrivedAt()));
    }

    private long expired(long now) {
        return Math.max(0, now - window.toMillis());
    }
}
