package dev.millrace.model.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of one scan. Past the scan's end it reads zeros, which {@link #requireReal} notices; callers ask after each
 * unit, so that no loop goes on without data. Owned by one thread.
 */
final class BitReader {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int MARKER = 0xff;

    /** More than the longest code and its value take. */
    private static final int ENOUGH = 32;

    private final byte[] file;
    private int position;

    /** The bits to be read next, from the highest. Below {@link #count} of them stand bits of the next byte, or zeros. */
    private long bits;

    private int count;
    private int invented;

    BitReader(byte[] file, int position) {
        this.file = file;
        this.position = position;
    }

    /** Makes at least 56 bits available. */
    private void fill() {
        if (position + Long.BYTES <= file.length) {
            long next = (long) LONG.get(file, position);
            if (((~next - LOW_BITS) & next & HIGH_BITS) == 0) {
                bits |= next >>> count;
                position += (Long.SIZE - 1 - count) >>> 3;
                count |= Long.SIZE - Byte.SIZE;
                return;
            }
        }
        fillByBytes();
    }

    private void fillByBytes() {
        while (count < Long.SIZE - Byte.SIZE) {
            bits |= (long) nextByte() << (Long.SIZE - Byte.SIZE - count);
            count += Byte.SIZE;
        }
    }

    private int nextByte() {
        int value = position < file.length ? file[position] & 0xff : MARKER;
        if (value != MARKER) {
            position++;
            return value;
        }
        if (position + 1 < file.length && file[position + 1] == 0) {
            position += 2;
            return value;
        }
        invented += Byte.SIZE;
        return 0;
    }

    private void take(int taken) {
        bits <<= taken;
        count -= taken;
    }

    /** The next symbol of a table. */
    int symbol(HuffmanTable table) {
        if (count < ENOUGH) {
            fill();
        }
        int code = table.code(bits);
        take(code & 0xff);
        return code >> 8;
    }

    /** The next {@code size} bits, of 0 to 16, as an unsigned number. */
    int unsigned(int size) {
        if (count < ENOUGH) {
            fill();
        }
        int value = (int) (bits >>> 1 >>> (Long.SIZE - 1 - size));
        take(size);
        return value;
    }

    /** The next {@code size} bits, of 0 to 15, as a coefficient: a first bit of 0 makes it negative. */
    int signed(int size) {
        return size == 0 ? 0 : extended(unsigned(size), size);
    }

    static int extended(int value, int size) {
        return value < (1 << (size - 1)) ? value - (1 << size) + 1 : value;
    }

    /** The difference to the first coefficient of the block before, which a table's next symbol announces. */
    int difference(HuffmanTable table) {
        if (count < ENOUGH) {
            fill();
        }
        int entry = table.coefficient(bits);
        if ((entry & HuffmanTable.RUN_MASK) != 0) {
            throw new UnsupportedJpegException("a difference of more than 15 bits");
        }
        return value(entry);
    }

    /** Takes the bits of an entry, and returns its value. */
    private int value(int entry) {
        take(entry & 0xff);
        int size = (entry >> 8) & 0xf;
        return size == 0 ? entry >> 16 : signed(size);
    }

    /**
     * Reads the coefficients after the first of a block of a sequential scan. Adds those that a shape shows to
     * {@code block}, and passes over the others.
     *
     * @return whether there is any but the first
     */
    boolean coefficients(HuffmanTable table, BlockShape shape, float[] block) {
        int at = 1;
        while (at < shape.shown()) {
            if (count < ENOUGH) {
                fill();
            }
            int entry = table.coefficient(bits);
            int value = value(entry);
            if (value == 0 && (entry & HuffmanTable.RUN_MASK) != HuffmanTable.RUN_MASK) {
                return at > 1;
            }
            at += (entry & HuffmanTable.RUN_MASK) >> 12;
            if (at >= shape.shown()) {
                requireBlock(at);
            } else {
                shape.add(block, at, value);
            }
            at++;
        }
        pass(table, at);
        return true;
    }

    /** Passes over the coefficients of a block of a sequential scan, from an index on. */
    void pass(HuffmanTable table, int from) {
        short[] strides = table.strides();
        int at = from;
        while (at < BlockShape.COEFFICIENTS) {
            if (count < ENOUGH) {
                fill();
            }
            int entry = strides[(int) (bits >>> (Long.SIZE - HuffmanTable.STRIDE_BITS))];
            int next = at + (entry >> HuffmanTable.STRIDE_SHIFT);
            if (next <= BlockShape.COEFFICIENTS || HuffmanTable.isEnd(next)) {
                take(entry & HuffmanTable.STRIDE_TAKEN);
                at = next;
            } else {
                at = passOne(table, at);
            }
        }
    }

    private int passOne(HuffmanTable table, int at) {
        int entry = table.coefficient(bits);
        int value = value(entry);
        if (value == 0 && (entry & HuffmanTable.RUN_MASK) != HuffmanTable.RUN_MASK) {
            return BlockShape.COEFFICIENTS;
        }
        int last = at + ((entry & HuffmanTable.RUN_MASK) >> 12);
        requireBlock(last);
        return last + 1;
    }

    private static void requireBlock(int index) {
        if (index >= BlockShape.COEFFICIENTS) {
            throw new UnsupportedJpegException("a block of more than 64 coefficients");
        }
    }

    /** @throws UnsupportedJpegException if more bits were read than the scan has */
    void requireReal() {
        if (count < invented) {
            throw new UnsupportedJpegException("a scan that ends early");
        }
    }

    /**
     * Ends the scan or the interval, and returns the position of the marker after it.
     *
     * @throws UnsupportedJpegException if bytes are left before the marker
     */
    int end() {
        requireReal();
        boolean isMarker = position + 1 < file.length && (file[position] & 0xff) == MARKER && file[position + 1] != 0;
        if (count - invented >= Byte.SIZE || !isMarker) {
            throw new UnsupportedJpegException("bytes between a scan and its marker");
        }
        while (position + 2 < file.length && (file[position + 1] & 0xff) == MARKER) {
            position++;
        }
        return position;
    }

    /** Goes on after the marker of a restart interval. */
    void restart(int number) {
        int marker = end();
        if ((file[marker + 1] & 0xff) != 0xd0 + (number & 7)) {
            throw new UnsupportedJpegException("a restart interval out of order");
        }
        position = marker + 2;
        bits = 0;
        count = 0;
        invented = 0;
    }
}
