package dev.millrace.streams.labels;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One task's labels that wait for their event, the newest of each id, for the window from their arrival by the wall clock.
 *
 * <p>Expired labels are removed in slices. One that has not been removed yet is not returned either.
 */
final class WaitingLabels {

    private static final byte[] EMPTY = {};
    private static final byte[] PRESENT = StateValue.of();

    private final KeyValueStore<Bytes, byte[]> labels;
    private final KeyValueStore<Bytes, byte[]> arrivals;
    private final Duration window;
    private final StateValue values;

    /** No label arrived earlier. A search from here skips keys that were deleted, which RocksDB keeps for a while. */
    private Bytes oldest = arrivalKey(0, EMPTY);

    /** No label expires earlier, in milliseconds since the epoch. */
    private long nextExpiry;

    WaitingLabels(
            KeyValueStore<Bytes, byte[]> labels,
            KeyValueStore<Bytes, byte[]> arrivals,
            Duration window,
            StateValue values) {
        this.labels = labels;
        this.arrivals = arrivals;
        this.window = window;
        this.values = values;
    }

    /** The label of that id that waits, if it has not expired. */
    Optional<WaitingLabel> find(byte[] id, long now) {
        return stored(id).filter(label -> label.arrivedAt() >= now - window.toMillis());
    }

    /** Stores the label and returns the one that it replaces. */
    Optional<WaitingLabel> put(byte[] id, WaitingLabel label) {
        Optional<WaitingLabel> replaced = stored(id);
        replaced.ifPresent(old -> arrivals.delete(arrivalKey(old.arrivedAt(), id)));
        labels.put(Bytes.wrap(id), StateValue.of(label.toBytes()));
        Bytes arrival = arrivalKey(label.arrivedAt(), id);
        arrivals.put(arrival, PRESENT);
        if (arrival.compareTo(oldest) < 0) {
            oldest = arrival;
        }
        nextExpiry = Math.min(nextExpiry, expiry(label.arrivedAt()));
        return replaced;
    }

    /** Removes a label that found its event. */
    void remove(byte[] id, WaitingLabel label) {
        labels.delete(Bytes.wrap(id));
        arrivals.delete(arrivalKey(label.arrivedAt(), id));
    }

    /** Removes up to {@code limit} labels that expired, and returns them with their ids. */
    List<KeyValue<byte[], BufferedEvent>> expire(long now, int limit) {
        if (now < nextExpiry) {
            return List.of();
        }
        List<KeyValue<byte[], BufferedEvent>> expired = new ArrayList<>();
        for (Bytes arrival : expiredArrivals(now, limit)) {
            byte[] id = Arrays.copyOfRange(arrival.get(), Long.BYTES, arrival.get().length);
            arrivals.delete(arrival);
            stored(id).ifPresent(label -> expired.add(KeyValue.pair(id, label.label())));
            labels.delete(Bytes.wrap(id));
        }
        return expired;
    }

    private List<Bytes> expiredArrivals(long now, int limit) {
        List<Bytes> expired = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> waiting = arrivals.range(oldest, arrivalKey(Long.MAX_VALUE, EMPTY))) {
            while (expired.size() < limit) {
                if (!waiting.hasNext()) {
                    nextExpiry = expiry(now);
                    return expired;
                }
                oldest = waiting.peekNextKey();
                nextExpiry = expiry(arrivedAt(oldest));
                if (now < nextExpiry) {
                    return expired;
                }
                expired.add(waiting.next().key);
            }
        }
        return expired;
    }

    private Optional<WaitingLabel> stored(byte[] id) {
        return values.read(labels.get(Bytes.wrap(id))).map(WaitingLabel::read);
    }

    /** The first moment at which a label that arrived then is too old. */
    private long expiry(long arrivedAt) {
        return arrivedAt + window.toMillis() + 1;
    }

    private static long arrivedAt(Bytes arrivalKey) {
        return ByteBuffer.wrap(arrivalKey.get()).getLong();
    }

    /** A key that sorts by time, since the big-endian bytes of positive numbers sort numerically. */
    private static Bytes arrivalKey(long arrivedAt, byte[] id) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(arrivedAt)
                .put(id)
                .array());
    }
}
