package dev.millrace.model.image;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Counts the scans of a JPEG file, and its segments of decoding tables. Each scan is a pass over all pixels, however few
 * bytes it takes, so a small file of many scans would keep a codec busy for hours. Each segment of tables takes up to 56
 * kB of a codec's heap, even one of four bytes.
 */
final class JpegScans {

    /** Encoders write about ten. */
    private static final int MOST = 32;

    /** Four for each scan; encoders write one or two. */
    private static final int MOST_TABLES = 4 * MOST;

    private static final int MARKER = 0xff;
    private static final int FIRST_FRAME = 0xc0;
    private static final int FIRST_RESTART = 0xd0;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int ARITHMETIC_TABLES = 0xcc;
    private static final int QUANTIZATION_TABLES = 0xdb;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int FIRST_APPLICATION_DATA = 0xe0;
    private static final int LAST_APPLICATION_DATA = 0xef;
    private static final int COMMENT = 0xfe;

    private JpegScans() {}

    /** Why no codec may read the file; empty if one may. */
    static Optional<String> problem(byte[] file) {
        if (count(file) > MOST) {
            return Optional.of("it has more than " + MOST + " scans");
        }
        return countTables(file) > MOST_TABLES
                ? Optional.of("it has more than " + MOST_TABLES + " segments of tables")
                : Optional.empty();
    }

    /** Scans before the end of the first image: never fewer than a codec finds, possibly more in a damaged file. */
    private static int count(byte[] file) {
        return count(file, code -> code == START_OF_SCAN);
    }

    /**
     * Segments of tables before the end of the first image: never fewer than a codec finds, possibly more in a damaged
     * file.
     */
    private static int countTables(byte[] file) {
        return count(file, code -> code == HUFFMAN_TABLES || code == QUANTIZATION_TABLES || code == ARITHMETIC_TABLES);
    }

    /**
     * The higher count of two readings: one trusts every length, as codecs do; the other only those of segments with
     * foreign bytes.
     */
    private static int count(byte[] file, IntPredicate isCounted) {
        return Math.max(
                count(file, isCounted, JpegScans::hasLength), count(file, isCounted, JpegScans::holdsForeignBytes));
    }

    private static int count(byte[] file, IntPredicate isCounted, IntPredicate isSkipped) {
        int found = 0;
        int position = 0;
        while (position + 1 < file.length) {
            int code = file[position + 1] & 0xff;
            if ((file[position] & 0xff) != MARKER) {
                position++;
            } else if (code == END_OF_IMAGE) {
                return found;
            } else {
                found += isCounted.test(code) ? 1 : 0;
                position += isSkipped.test(code) ? 2 + length(file, position + 2) : code == MARKER ? 1 : 2;
            }
        }
        return found;
    }

    private static boolean hasLength(int code) {
        return holdsForeignBytes(code)
                || (code >= FIRST_FRAME && code < FIRST_RESTART)
                || (code >= START_OF_SCAN && code < FIRST_APPLICATION_DATA);
    }

    /** A thumbnail is a JPEG inside such a segment, with its own scans. */
    private static boolean holdsForeignBytes(int code) {
        return (code >= FIRST_APPLICATION_DATA && code <= LAST_APPLICATION_DATA) || code == COMMENT;
    }

    private static int length(byte[] file, int at) {
        return at + 1 < file.length ? ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff) : 0;
    }
}
