package dev.millrace.streams.labels;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key of what is stored about an event. Keys of one kind and id sort by the event's timestamp, then partition and offset.
 *
 * <p>Binary format: kind, length of the id, the id, timestamp, partition, offset. The numbers are big-endian with their sign bit
 * flipped, so that their bytes sort like the numbers.
 *
 * @param timestamp the event's own, in milliseconds since the epoch
 */
record EventKey(Kind kind, Bytes id, long timestamp, int partition, long offset) {

    /** What is stored under the key. */
    enum Kind {
        /** That the event exists: small, so that a search reads little. */
        TIME(0),
        /** The event itself. */
        CONTENT(1),
        /** The newest label that the event was joined with. */
        LABEL(2);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        private static Kind of(byte code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("required the key of an event, got kind " + code));
        }
    }

    private static final int FIXED = 1 + 2 * Integer.BYTES + 2 * Long.BYTES;

    static EventKey of(Kind kind, byte[] id, BufferedEvent event) {
        return new EventKey(
                kind,
                Bytes.wrap(id),
                event.timestamp(),
                event.origin().getPartition(),
                event.origin().getOffset());
    }

    /** The lowest key of all events at {@code timestamp}. */
    static Bytes lowest(byte[] id, long timestamp) {
        return new EventKey(Kind.TIME, Bytes.wrap(id), timestamp, Integer.MIN_VALUE, Long.MIN_VALUE).toBytes();
    }

    /** The highest key of all events at {@code timestamp}. */
    static Bytes highest(byte[] id, long timestamp) {
        return new EventKey(Kind.TIME, Bytes.wrap(id), timestamp, Integer.MAX_VALUE, Long.MAX_VALUE).toBytes();
    }

    EventKey as(Kind other) {
        return new EventKey(other, id, timestamp, partition, offset);
    }

    Bytes toBytes() {
        return Bytes.wrap(ByteBuffer.allocate(FIXED + id.get().length)
                .put(kind.code)
                .putInt(id.get().length)
                .put(id.get())
                .putLong(timestamp ^ Long.MIN_VALUE)
                .putInt(partition ^ Integer.MIN_VALUE)
                .putLong(offset ^ Long.MIN_VALUE)
                .array());
    }

    static EventKey read(Bytes bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
        Kind kind = Kind.of(buffer.get());
        byte[] id = new byte[buffer.getInt()];
        buffer.get(id);
        return new EventKey(
                kind,
                Bytes.wrap(id),
                buffer.getLong() ^ Long.MIN_VALUE,
                buffer.getInt() ^ Integer.MIN_VALUE,
                buffer.getLong() ^ Long.MIN_VALUE);
    }
}
