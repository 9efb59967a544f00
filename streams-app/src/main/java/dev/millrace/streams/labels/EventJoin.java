package dev.millrace.streams.labels;

import dev.millrace.records.Label;
import dev.millrace.records.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/** Keeps an event by id for labels to come, and joins it with one that came before it. */
final class EventJoin extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final LabelKind<?, ?> kind;
    private final LabelStores stores;

    EventJoin(LabelKind<?, ?> kind, LabelStores stores) {
        this.kind = kind;
        this.stores = stores;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        Origin origin = OriginHeader.read(event.headers());
        events().put(Bytes.wrap(event.key()), pack(origin, event.value()), event.timestamp());
        Optional<byte[]> label =
                stores.newest(LabelStores.of(context(), stores.labelStore()), event.key(), event.timestamp());
        label.ifPresent(bytes ->
                context().forward(event.withValue(kind.example(event.value(), label(kind, bytes), origin))));
    }

    private WindowStore<Bytes, byte[]> events() {
        return LabelStores.of(context(), stores.eventStore());
    }

    static Label label(LabelKind<?, ?> kind, byte[] bytes) {
        return kind.labels()
                .valueSerde()
                .deserializer()
                .deserialize(kind.labels().name(), bytes);
    }

    /** The length of the coordinates, the coordinates, the event's bytes. */
    private static byte[] pack(Origin origin, byte[] event) {
        byte[] coordinates = OriginHeader.text(origin).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + coordinates.length + event.length)
                .putInt(coordinates.length)
                .put(coordinates)
                .put(event)
                .array();
    }

    /** An event as it was kept. */
    static final class Kept {

        private final Origin origin;
        private final byte[] event;

        private Kept(Origin origin, byte[] event) {
            this.origin = origin;
            this.event = event;
        }

        Origin origin() {
            return origin;
        }

        byte[] event() {
            return event;
        }

        static Kept unpack(byte[] packed) {
            ByteBuffer buffer = ByteBuffer.wrap(packed);
            byte[] coordinates = new byte[buffer.getInt()];
            buffer.get(coordinates);
            byte[] event = new byte[buffer.remaining()];
            buffer.get(event);
            return new Kept(OriginHeader.parse(new String(coordinates, StandardCharsets.UTF_8)), event);
        }
    }
}
