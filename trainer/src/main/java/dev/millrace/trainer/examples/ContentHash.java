package dev.millrace.trainer.examples;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 128 bits of a content's SHA-256: enough to tell any two examples apart, in half the memory. */
record ContentHash(long first, long second) {

    /** Size in a file, in bytes. */
    static final int BYTES = 16;

    static ContentHash of(byte[] content) {
        try {
            return readFrom(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform provides SHA-256", e);
        }
    }

    static ContentHash readFrom(ByteBuffer buffer) {
        return new ContentHash(buffer.getLong(), buffer.getLong());
    }

    static ContentHash parse(byte[] bytes) {
        return readFrom(ByteBuffer.wrap(bytes));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(first).putLong(second).array();
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putLong(first).putLong(second);
    }

    /**
     * A number from 0 to 1 that depends only on the content and the salt. Different salts give independent numbers, so
     * code that divides the same contents by digest elsewhere divides them independently.
     */
    double fraction(long salt) {
        return (mixed(first ^ mixed(second ^ mixed(salt))) >>> 11) * 0x1.0p-53;
    }

    /** The finaliser of SplitMix64: every input bit changes half of the output bits. */
    private static long mixed(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
