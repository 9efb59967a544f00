package dev.millrace.model.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of one scan. Past the scan's end it reads zeros, which {@link #requireReal} notices; callers ask after each
 * unit, so that no loop goes on without data. Owned by one thread.
 */
final class BitReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int MARKER = 0xff;
    private static final String OVERLONG = "a block of more than 64 coefficients";

    private final byte[] file;
    private int position;

    /** The low {@code count} bits are still to be read; those above them were. */
    private long bits;

    private int count;
    private int invented;

    BitReader(byte[] file, int position) {
        this.file = file;
        this.position = position;
    }

    /** Makes at least 32 bits available. */
    private void fill() {
        if (position + Integer.BYTES <= file.length) {
            int next = (int) INT.get(file, position);
            if (((~next - 0x01010101) & next & 0x80808080) == 0) {
                bits = (bits << 32) | (next & 0xffff_ffffL);
                count += 32;
                position += Integer.BYTES;
                return;
            }
        }
        while (count <= 48) {
            bits = (bits << 8) | nextByte();
            count += 8;
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
        invented += 8;
        return 0;
    }

    /** The next symbol of a table. */
    int symbol(HuffmanTable table) {
        if (count < 32) {
            fill();
        }
        int entry = table.code((int) (bits >>> (count - HuffmanTable.LOOKUP_BITS)));
        int code = entry != 0 ? entry : table.longCode((int) (bits >>> (count - HuffmanTable.LONGEST)));
        count -= code & 0xff;
        return code >> 8;
    }

    /** The next {@code size} bits, of 0 to 16, as an unsigned number. */
    int unsigned(int size) {
        if (count < 32) {
            fill();
        }
        count -= size;
        return (int) (bits >>> count) & ((1 << size) - 1);
    }

    /** The next {@code size} bits, of 0 to 15, as a coefficient: a first bit of 0 makes it negative. */
    int signed(int size) {
        return size == 0 ? 0 : extended(unsigned(size), size);
    }

    static int extended(int value, int size) {
        return value < (1 << (size - 1)) ? value - (1 << size) + 1 : value;
    }

    /**
     * Reads the coefficients after the first of a block of a sequential scan, and adds each to {@code block}.
     *
     * @return the index of the last one; 0 if there is none
     */
    int coefficients(HuffmanTable table, BlockShape shape, float[] block) {
        int at = 1;
        int last = 0;
        while (at < BlockShape.COEFFICIENTS) {
            if (count < 32) {
                fill();
            }
            int entry = table.coefficient(bits, count);
            int size = (entry >> 8) & 0xf;
            int run = (entry >> 12) & 0xf;
            count -= (entry & 0xff) + size;
            int value = size == 0 ? entry >> 16 : extended((int) (bits >>> count) & ((1 << size) - 1), size);
            if (value == 0 && run != 0xf) {
                break;
            }
            last = at + run;
            requireBlock(last);
            shape.add(block, last, value);
            at = last + 1;
        }
        return last;
    }

    /** Passes over the coefficients after the first of a block of a sequential scan. */
    void skipCoefficients(HuffmanTable table) {
        long held = bits;
        int left = count;
        int at = 1;
        while (at < BlockShape.COEFFICIENTS) {
            if (left < 32) {
                count = left;
                fill();
                held = bits;
                left = count;
            }
            int entry = table.skip(held, left);
            left -= entry & 0xff;
            at += entry >> 8;
        }
        count = left;
        if (at > BlockShape.COEFFICIENTS && at < HuffmanTable.END_OF_BLOCK) {
            throw new UnsupportedJpegException(OVERLONG);
        }
    }

    private static void requireBlock(int index) {
        if (index >= BlockShape.COEFFICIENTS) {
            throw new UnsupportedJpegException(OVERLONG);
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
        if (count - invented >= 8 || !isMarker) {
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
