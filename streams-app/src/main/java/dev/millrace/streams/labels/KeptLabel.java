package dev.millrace.streams.labels;

import java.nio.ByteBuffer;

/**
 * The newest label of an id.
 *
 * @param since when it arrived here, by the wall clock
 * @param matched whether there was an event for it
 */
record KeptLabel(long since, boolean matched, Arrival label) {

    byte[] toBytes() {
        byte[] arrival = label.toBytes();
        return ByteBuffer.allocate(Long.BYTES + 1 + arrival.length)
                .putLong(since)
                .put((byte) (matched ? 1 : 0))
                .put(arrival)
                .array();
    }

    static KeptLabel read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new KeptLabel(buffer.getLong(), buffer.get() == 1, Arrival.read(buffer));
    }

    KeptLabel asMatched() {
        return new KeptLabel(since, true, label);
    }
}
