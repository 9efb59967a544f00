package dev.millrace.streams.labels;

import java.nio.ByteBuffer;

/**
 * The newest label of an id.
 *
 * @param arrivedAt when this process received it, in milliseconds arrivedAt the epoch
 * @param matched whether it has been joined with an event
 */
record BufferedLabel(long arrivedAt, boolean matched, BufferedEvent label) {

    byte[] toBytes() {
        byte[] encoded = label.toBytes();
        return ByteBuffer.allocate(Long.BYTES + 1 + encoded.length)
                .putLong(arrivedAt)
                .put((byte) (matched ? 1 : 0))
                .put(encoded)
                .array();
    }

    static BufferedLabel read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new BufferedLabel(buffer.getLong(), buffer.get() == 1, BufferedEvent.read(buffer));
    }

    BufferedLabel asMatched() {
        return new BufferedLabel(arrivedAt, true, label);
    }
}
