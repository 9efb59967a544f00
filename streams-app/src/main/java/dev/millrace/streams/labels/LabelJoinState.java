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
 * What one task remembers of its ids: for the window, counted from the arrival here by the wall clock, each event and the
 * newest label. Times of records play no part in it, so that neither old data nor a clock gone wrong empties it.
 */
final class LabelJoinState {

    private static final byte[] NOTHING = {};

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

    void keepEvent(byte[] id, BufferedEvent event, long now) {
        events.put(Bytes.wrap(id), event.toBytes(), now);
    }

    /** The event of that id that arrived last, if one did within the window. */
    Optional<BufferedEvent> event(byte[] id, long now) {
        Optional<BufferedEvent> newest = Optional.empty();
        try (WindowStoreIterator<byte[]> kept = events.fetch(Bytes.wrap(id), now - window.toMillis(), now)) {
            while (kept.hasNext()) {
                newest = Optional.of(BufferedEvent.read(kept.next().value));
            }
        }
        return newest;
    }

    Optional<BufferedLabel> label(byte[] id) {
        return Optional.ofNullable(labels.get(Bytes.wrap(id))).map(BufferedLabel::read);
    }

    /** Replaces what is kept of the id's labels. */
    void keepLabel(byte[] id, BufferedLabel label) {
        label(id).ifPresent(old -> arrivals.delete(arrival(old.since(), id)));
        labels.put(Bytes.wrap(id), label.toBytes());
        arrivals.put(arrival(label.since(), id), NOTHING);
    }

    /** Forgets labels older than the window, at most {@code limit} of them; returns those that no event ever matched. */
    List<KeyValue<byte[], BufferedEvent>> expire(long now, int limit) {
        List<Bytes> due = due(now - window.toMillis(), limit);
        List<KeyValue<byte[], BufferedEvent>> unmatched = new ArrayList<>();
        for (Bytes arrival : due) {
            byte[] id = Arrays.copyOfRange(arrival.get(), Long.BYTES, arrival.get().length);
            arrivals.delete(arrival);
            label(id).ifPresent(kept -> {
                labels.delete(Bytes.wrap(id));
                if (!kept.matched()) {
                    unmatched.add(KeyValue.pair(id, kept.label()));
                }
            });
        }
        return unmatched;
    }

    private List<Bytes> due(long until, int limit) {
        List<Bytes> due = new ArrayList<>();
        if (until <= 0) {
            return due;
        }
        try (KeyValueIterator<Bytes, byte[]> oldest = arrivals.range(arrival(0, NOTHING), arrival(until, NOTHING))) {
            while (oldest.hasNext() && due.size() < limit) {
                due.add(oldest.next().key);
            }
        }
        return due;
    }

    /** Sorts by time: the bytes of a positive number, the highest first, do. */
    private static Bytes arrival(long since, byte[] id) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(since)
                .put(id)
                .array());
    }
}
