package dev.millrace.model.image.jpeg;

import java.util.Arrays;

/** A table of prefix codes. Short codes, and coefficients that follow them at once, are found by one look-up. */
final class HuffmanTable {

    static final int LOOKUP_BITS = 10;
    static final int LONGEST = 16;

    /** More coefficients than a block has. */
    static final int END_OF_BLOCK = 128;

    /** A table that the file does not define; each code in it is refused. */
    static final HuffmanTable NONE = new HuffmanTable(new int[LONGEST + 1], new int[0]);

    private static final int MASK = (1 << LOOKUP_BITS) - 1;

    private final int[] symbols;
    private final int[] endOfLength = new int[LONGEST + 1];
    private final int[] offsets = new int[LONGEST + 1];

    /** symbol << 8 | length of the code; 0 for longer codes. */
    private final int[] codes = new int[1 << LOOKUP_BITS];

    /** value << 16 | run of zeros << 12 | bits of the value that follow << 8 | bits taken; 0 for longer codes. */
    private final int[] coefficients = new int[1 << LOOKUP_BITS];

    /** coefficients to go on << 8 | bits taken, those of the value included; 0 for longer codes. */
    private final int[] skips = new int[1 << LOOKUP_BITS];

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
            if (code + counts[length] > (1 << length)) {
                throw new UnsupportedJpegException("a table of more codes than bits");
            }
            for (int i = 0; i < counts[length]; i++) {
                enter(code++, length, symbols[index++]);
            }
            endOfLength[length] = code;
            code <<= 1;
        }
    }

    private void enter(int code, int length, int symbol) {
        int free = LOOKUP_BITS - length;
        if (free < 0) {
            return;
        }
        int from = code << free;
        Arrays.fill(codes, from, from + (1 << free), (symbol << 8) | length);
        Arrays.fill(skips, from, from + (1 << free), skipOf(symbol, length));
        int size = symbol & 0xf;
        for (int i = 0; i < (1 << free); i++) {
            coefficients[from + i] = size == 0 || size > free
                    ? unread(symbol, length)
                    : (BitReader.extended(i >> (free - size), size) << 16) | ((symbol >> 4) << 12) | (length + size);
        }
    }

    private static int unread(int symbol, int length) {
        return ((symbol >> 4) << 12) | ((symbol & 0xf) << 8) | length;
    }

    /** Symbol and length of the code in the low {@link #LOOKUP_BITS} bits; 0 if it is longer. */
    int code(int bits) {
        return codes[bits & MASK];
    }

    /** Run, size and, where it fits, value of the coefficient in the next of {@code left} bits. */
    int coefficient(long bits, int left) {
        int entry = coefficients[(int) (bits >>> (left - LOOKUP_BITS)) & MASK];
        return entry != 0 ? entry : longCoefficient((int) (bits >>> (left - LONGEST)));
    }

    /** By how many coefficients the next of {@code left} bits go on << 8 | bits taken, values included. */
    int skip(long bits, int left) {
        int entry = skips[(int) (bits >>> (left - LOOKUP_BITS)) & MASK];
        if (entry != 0) {
            return entry;
        }
        int code = longCode((int) (bits >>> (left - LONGEST)));
        return skipOf(code >> 8, code & 0xff);
    }

    private static int skipOf(int symbol, int length) {
        int size = symbol & 0xf;
        int run = symbol >> 4;
        int steps = size == 0 && run != 0xf ? END_OF_BLOCK : run + 1;
        return (steps << 8) | (length + size);
    }

    /** Symbol and length of the code in the low {@link #LONGEST} bits. */
    int longCode(int bits) {
        for (int length = LOOKUP_BITS + 1; length <= LONGEST; length++) {
            int code = (bits & 0xffff) >> (LONGEST - length);
            if (code < endOfLength[length]) {
                int index = offsets[length] + code;
                if (index >= 0) {
                    return (symbols[index] << 8) | length;
                }
            }
        }
        throw new UnsupportedJpegException("a code that its table lacks");
    }

    private int longCoefficient(int bits) {
        int code = longCode(bits);
        return unread(code >> 8, code & 0xff);
    }
}
