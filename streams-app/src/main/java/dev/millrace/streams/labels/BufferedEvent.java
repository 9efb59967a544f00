package dev.millrace.streams.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Origin;
import java.nio.ByteBuffer;

/**
 * A record's value with the coordinates it was first read at, as kept in a repartition topic and a store. Used for events and
 * for labels.
 *
 * <p>Binary format: length of the topic's name, the name, partition, offset, timestamp, value.
 */
final class BufferedEvent {

    private static final int FIXED = 2 * Integer.BYTES + 2 * Long.BYTES;

    private final Origin origin;
    private final byte[] value;

    BufferedEvent(Origin origin, byte[] value) {
        this.origin = origin;
        this.value = value;
    }

    Origin origin() {
        return origin;
    }

    /** The record's value; the array itself, not a copy. */
    byte[] value() {
        return value;
    }

    byte[] toBytes() {
        byte[] topic = origin.getTopic().getBytes(UTF_8);
        return ByteBuffer.allocate(FIXED + topic.length + value.length)
                .putInt(topic.length)
                .put(topic)
                .putInt(origin.getPartition())
                .putLong(origin.getOffset())
                .putLong(origin.getTimestamp())
                .put(value)
                .array();
    }

    /** Reads an event from the remaining {@code bytes}. */
    static BufferedEvent read(ByteBuffer bytes) {
        byte[] topic = new byte[bytes.getInt()];
        bytes.get(topic);
        Origin origin = new Origin(new String(topic, UTF_8), bytes.getInt(), bytes.getLong(), bytes.getLong());
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return new BufferedEvent(origin, value);
    }

    static BufferedEvent read(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    long timestamp() {
        return origin.getTimestamp();
    }
}
