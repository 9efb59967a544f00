package dev.millrace.trainer.examples;

import java.nio.ByteBuffer;

/**
 * A key of the reservoir. Higher lots sort first, because they are evicted first.
 *
 * @param lot 0 inclusive to 1 exclusive
 */
record Lot(double lot, long id) implements Comparable<Lot> {

    static Lot parse(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        return new Lot(Double.longBitsToDouble(~buffer.getLong()), buffer.getLong());
    }

    byte[] key() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(~Double.doubleToLongBits(lot))
                .putLong(id)
                .array();
    }

    /** Compares in key order. */
    @Override
    public int compareTo(Lot other) {
        int byLot = Double.compare(other.lot, lot);
        return byLot != 0 ? byLot : Long.compare(id, other.id);
    }
}
