package dev.millrace.trainer.nearcopies;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A content in 40 bytes. Near-copies have the same key in one of its bands, in all likelihood, and sketches that differ in
 * few bits. Immutable.
 */
public final class Signature {

    /** Number of keys. */
    public static final int BANDS = 16;

    /** Encoded size. */
    public static final int BYTES = Long.BYTES + BANDS * Short.BYTES;

    private final long sketch;
    private final char[] keys;

    /** @param keys one for each band; not copied */
    Signature(long sketch, char[] keys) {
        if (keys.length != BANDS) {
            throw new IllegalArgumentException("keys must be " + BANDS + ", got " + keys.length);
        }
        this.sketch = sketch;
        this.keys = keys;
    }

    /** Reads {@link #BYTES} bytes. */
    public static Signature readFrom(ByteBuffer buffer) {
        long sketch = buffer.getLong();
        char[] keys = new char[BANDS];
        for (int band = 0; band < BANDS; band++) {
            keys[band] = buffer.getChar();
        }
        return new Signature(sketch, keys);
    }

    /** Writes {@link #BYTES} bytes. */
    public void writeTo(ByteBuffer buffer) {
        buffer.putLong(sketch);
        for (char key : keys) {
            buffer.putChar(key);
        }
    }

    long sketch() {
        return sketch;
    }

    char key(int band) {
        return keys[band];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && sketch == that.sketch && Arrays.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sketch);
    }
}
