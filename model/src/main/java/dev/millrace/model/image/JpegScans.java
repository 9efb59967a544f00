package dev.millrace.model.image;

import java.util.function.IntPredicate;

/**
 * Counts the scans of a JPEG file, and the tables that they decode with. Each scan is a pass over all pixels, however few bytes
 * it takes: a small file of many scans would keep a codec busy for hours. Each segment of tables takes a codec up to 56 kB of
 * heap, also one of four bytes.
 */
final class JpegScans {

    /** Encoders make about ten. */
    static final int MOST = 32;

    /** Four for each scan; encoders make one or two. */
    static final int MOST_TABLES = 4 * MOST;

    private static final int MARKER = 0xff;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int ARITHMETIC_TABLES = 0xcc;
    private static final int QUANTIZATION_TABLES = 0xdb;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int FIRST_APPLICATION_DATA = 0xe0;
    private static final int LAST_APPLICATION_DATA = 0xef;
    private static final int COMMENT = 0xfe;

    private JpegScans() {}

    /** Scans before the end of the first image: never fewer than a codec finds, in a damaged file perhaps more. */
    static int count(byte[] file) {
        return count(file, code -> code == START_OF_SCAN);
    }

    /** Segments of tables before the end of the first image: never fewer than a codec finds, in a damaged file perhaps more. */
    static int countTables(byte[] file) {
        return count(file, code -> code == HUFFMAN_TABLES || code == QUANTIZATION_TABLES || code == ARITHMETIC_TABLES);
    }

    private static int count(byte[] file, IntPredicate isCounted) {
        int found = 0;
        int position = 0;
        while (position + 1 < file.length) {
            int code = file[position + 1] & 0xff;
            if ((file[position] & 0xff) != MARKER) {
                position++;
            } else if (code == END_OF_IMAGE) {
                return found;
            } else if (holdsForeignBytes(code)) {
                position += 2 + length(file, position + 2);
            } else {
                found += isCounted.test(code) ? 1 : 0;
                position += code == MARKER ? 1 : 2;
            }
        }
        return found;
    }

    /** A thumbnail is a JPEG inside such a segment, with scans of its own. */
    private static boolean holdsForeignBytes(int code) {
        return (code >= FIRST_APPLICATION_DATA && code <= LAST_APPLICATION_DATA) || code == COMMENT;
    }

    private static int length(byte[] file, int at) {
        return at + 1 < file.length ? ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff) : 0;
    }
}
