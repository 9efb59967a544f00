package dev.millrace.model.image.jpeg;

import java.util.Arrays;

/**
 * A table of prefix codes. Its look-ups, which take 25 kB, are built when a scan first uses it. Not thread-safe.
 *
 * <p>One look-up finds a short code, and the coefficient that follows it at once. Another passes over as many
 * coefficients of a block as stand in the next bits.
 */
final class HuffmanTable {

    static final int STRIDE_BITS = 12;
    static final int LONGEST = 16;

    /** Where an entry of {@link #coefficient} has its run of zeros. */
    static final int RUN_MASK = 0xf000;

    /** The bits of a stride: those that it takes, and above them the coefficients that it passes. */
    static final int STRIDE_TAKEN = 0x1f;

    static final int STRIDE_SHIFT = 5;

    private static final int LOOKUP_BITS = 10;
    private static final int MASK = (1 << LOOKUP_BITS) - 1;

    /** Added to a stride that a block ends with. */
    private static final int END = 512;

    /** A stride of a code that is longer than the look-up: past the block, but none that {@link #isEnd}. */
    private static final short LONG_CODE = 256 << STRIDE_SHIFT;

    private final int[] symbols;
    private final int[] endOfLength = new int[LONGEST + 1];
    private final int[] offsets = new int[LONGEST + 1];

    /** symbol << 8 | length of the code; 0 for longer codes. */
    private int[] codes = {};

    /** value << 16 | run of zeros << 12 | bits of the value that follow << 8 | bits taken; 0 for longer codes. */
    private int[] coefficients = {};

    private short[] strides = {};

    /**
     * @param counts of codes, at the index of their length in bits
     * @param symbols in the order of their codes
     */
    HuffmanTable(int[] counts, int[] symbols) {
        this.symbols = symbols;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offsets[length] = index - code;
            code += counts[length];
            index += counts[length];
            if (code > (1 << length)) {
                throw new UnsupportedJpegException("a table of more codes than bits");
            }
            endOfLength[length] = code;
            code <<= 1;
        }
    }

    /** A table that a file does not define. Each code in it is refused. */
    static HuffmanTable undefined() {
        return new HuffmanTable(new int[LONGEST + 1], new int[0]);
    }

    /** This table, once its look-ups of single codes are built. */
    HuffmanTable prepared() {
        if (codes.length == 0) {
            codes = new int[1 << LOOKUP_BITS];
            coefficients = new int[1 << LOOKUP_BITS];
            for (int length = 1; length <= LOOKUP_BITS; length++) {
                int first = length == 1 ? 0 : 2 * endOfLength[length - 1];
                for (int code = first; code < endOfLength[length]; code++) {
                    enter(code, length, symbols[offsets[length] + code]);
                }
            }
        }
        return this;
    }

    private void enter(int code, int length, int symbol) {
        int free = LOOKUP_BITS - length;
        int from = code << free;
        Arrays.fill(codes, from, from + (1 << free), (symbol << 8) | length);
        int size = symbol & 0xf;
        if (size == 0 || size > free) {
            Arrays.fill(coefficients, from, from + (1 << free), unread(symbol, length));
            return;
        }
        int values = 1 << size;
        int each = 1 << (free - size);
        int rest = ((symbol >> 4) << 12) | (length + size);
        for (int value = 0; value < values; value++) {
            int entry = (BitReader.extended(value, size) << 16) | rest;
            Arrays.fill(coefficients, from + value * each, from + (value + 1) * each, entry);
        }
    }

    private static int unread(int symbol, int length) {
        return ((symbol >> 4) << 12) | ((symbol & 0xf) << 8) | length;
    }

    /** symbol << 8 | length of the code at the top of {@code bits}. */
    int code(long bits) {
        int entry = codes[(int) (bits >>> (Long.SIZE - LOOKUP_BITS))];
        return entry != 0 ? entry : longCode((int) (bits >>> (Long.SIZE - LONGEST)));
    }

    /** Run, size and, where it fits, value of the coefficient at the top of {@code bits}. */
    int coefficient(long bits) {
        int entry = coefficients[(int) (bits >>> (Long.SIZE - LOOKUP_BITS))];
        return entry != 0 ? entry : longCoefficient((int) (bits >>> (Long.SIZE - LONGEST)));
    }

    private int longCoefficient(int bits) {
        int code = longCode(bits);
        return unread(code >> 8, code & 0xff);
    }

    /** Symbol and length of the code at the top of 16 bits. */
    private int longCode(int bits) {
        for (int length = 1; length <= LONGEST; length++) {
            int code = bits >> (LONGEST - length);
            if (code < endOfLength[length]) {
                return (symbols[offsets[length] + code] << 8) | length;
            }
        }
        throw new UnsupportedJpegException("a code that its table lacks");
    }

    /**
     * By the next {@link #STRIDE_BITS}: how far the coefficients that begin in them reach, and how many bits they take,
     * their values included. A stride that goes past the end of a block is none of that block.
     */
    short[] strides() {
        if (strides.length == 0) {
            short[] built = new short[1 << STRIDE_BITS];
            for (int bits = 0; bits < built.length; bits++) {
                built[bits] = stride(bits);
            }
            strides = built;
        }
        return strides;
    }

    private short stride(int bits) {
        int taken = 0;
        int passed = 0;
        while (taken < STRIDE_BITS) {
            int code = codes[((bits << taken) >> (STRIDE_BITS - LOOKUP_BITS)) & MASK];
            int length = code & 0xff;
            int symbol = code >> 8;
            boolean isEnd = (symbol & 0xf) == 0 && symbol >> 4 != 0xf;
            int run = isEnd ? END : (symbol >> 4) + 1;
            if (length == 0 || taken + length > STRIDE_BITS || (!isEnd && passed + run >= BlockShape.COEFFICIENTS)) {
                break;
            }
            taken += length + (symbol & 0xf);
            passed += run;
            if (isEnd) {
                break;
            }
        }
        return taken == 0 ? LONG_CODE : (short) ((passed << STRIDE_SHIFT) | taken);
    }

    /** Whether a block ends where a stride led, before its 64 coefficients. */
    static boolean isEnd(int index) {
        return index >= END && index < END + BlockShape.COEFFICIENTS;
    }
}
