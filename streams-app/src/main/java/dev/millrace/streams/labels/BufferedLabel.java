package dev.millrace.streams.labels;

import java.nio.ByteBuffer;

/**
 * The newest label of an id.
 *
 * @param since when it arrived here, by the wall clock
 * @param matched whether there was an event for it
 */
record BufferedLabel(long since, boolean matched, BufferedEvent label) {

    byte[] toBytes() {
        byte[] arrival = label.toBytes();
        return ByteBuffer.allocate(Long.BYTES + 1 + arrival.length)
                .putLong(since)
                .put((byte) (matched ? 1 : 0))
                .put(arrival)
                .array();
    }

    static BufferedLabel read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new BufferedLabel(buffer.getLong(), buffer.get() == 1, BufferedEvent.read(buffer));
    }

    BufferedLabel asMatched() {
        return new BufferedLabel(since, true, label);
    }
}
