package dev.millrace.streams.labels;

import java.nio.ByteBuffer;

/**
 * A label whose event has not arrived.
 *
 * @param arrivedAt when this process received it, in milliseconds since the epoch
 */
record WaitingLabel(long arrivedAt, BufferedEvent label) {

    byte[] toBytes() {
        byte[] encoded = label.toBytes();
        return ByteBuffer.allocate(Long.BYTES + encoded.length)
                .putLong(arrivedAt)
                .put(encoded)
                .array();
    }

    static WaitingLabel read(ByteBuffer bytes) {
        return new WaitingLabel(bytes.getLong(), BufferedEvent.read(bytes));
    }

    /** The label's own timestamp, in milliseconds since the epoch. */
    long timestamp() {
        return label.timestamp();
    }
}
