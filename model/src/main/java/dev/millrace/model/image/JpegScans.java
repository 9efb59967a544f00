package dev.millrace.model.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Counts the scans of a JPEG file, and its segments of decoding tables. Each scan is a pass over all pixels, however few
 * bytes it takes, and the platform's codec can't be interrupted between scans: a small file of many scans would keep it busy
 * for hours. For a file of several scans it allocates all coefficients outside of the heap. Each segment of tables takes up
 * to 56 kB of a codec's heap, even one of four bytes.
 */
final class JpegScans {

    /** Encoders write about ten. */
    private static final int MOST = 32;

    /** Four for each scan; encoders write one or two. */
    private static final int MOST_TABLES = 4 * MOST;

    /** Pixels times scans: sixteen scans of 4,096 x 4,096 pixels. */
    private static final long MOST_WORK = 1L << 28;

    /** Two bytes a sample: 4,096 x 4,096 pixels of four components. */
    private static final long MOST_COEFFICIENT_BYTES = 128L << 20;

    private static final int LAST_FRAME = 0xcf;
    private static final int EXTENSION = 0xc8;
    private static final int FRAME_HEADER = 10;

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

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final byte[] file;
    private int scans;
    private int tables;
    private int frames;
    private int width;
    private int height;
    private int components;

    private JpegScans(byte[] file) {
        this.file = file;
    }

    /** Why no codec may read the file; empty if one may. */
    static Optional<String> problem(byte[] file, ImageLimits limits) {
        JpegScans trusting = new JpegScans(file);
        trusting.count(JpegScans::hasLength);
        JpegScans wary = new JpegScans(file);
        wary.count(JpegScans::holdsForeignBytes);
        if (Math.max(trusting.scans, wary.scans) > MOST) {
            return Optional.of("it has more than " + MOST + " scans");
        }
        if (Math.max(trusting.tables, wary.tables) > MOST_TABLES) {
            return Optional.of("it has more than " + MOST_TABLES + " segments of tables");
        }
        if (trusting.frames > 1) {
            return Optional.of("it has more than one frame header");
        }
        boolean isLarge = Math.max(trusting.width, trusting.height) > limits.maxSide();
        return isLarge ? Optional.empty() : trusting.problemOfWork(Math.max(trusting.scans, wary.scans));
    }

    private Optional<String> problemOfWork(int passes) {
        long pixels = (long) width * height;
        if (pixels * passes > MOST_WORK) {
            return Optional.of("required at most " + MOST_WORK + " pixels in all scans, got " + width + " x " + height
                    + " in " + passes);
        }
        long coefficients = pixels * components * Short.BYTES;
        return scans > 1 && coefficients > MOST_COEFFICIENT_BYTES
                ? Optional.of(
                        "required at most " + MOST_COEFFICIENT_BYTES + " bytes of coefficients, got " + coefficients)
                : Optional.empty();
    }

    /**
     * Counts before the end of the first image: never fewer than a codec finds, possibly more in a damaged file. Of two
     * readings, one trusts every length, as codecs do; the other only those of segments with foreign bytes.
     */
    private void count(IntPredicate isSkipped) {
        int position = nextMarker(0);
        while (position + 1 < file.length) {
            int code = file[position + 1] & 0xff;
            if (code == END_OF_IMAGE) {
                return;
            }
            scans += code == START_OF_SCAN ? 1 : 0;
            if (isFrame(code) && position + FRAME_HEADER <= file.length) {
                frames++;
                height = length(file, position + 5);
                width = length(file, position + 7);
                components = file[position + 9] & 0xff;
            }
            tables += code == HUFFMAN_TABLES || code == QUANTIZATION_TABLES || code == ARITHMETIC_TABLES ? 1 : 0;
            position = nextMarker(
                    position + (isSkipped.test(code) ? 2 + length(file, position + 2) : code == MARKER ? 1 : 2));
        }
    }

    /** The position of the first byte 0xff from a position on; the file's length if there is none. */
    private int nextMarker(int from) {
        int at = from;
        while (at + Long.BYTES <= file.length && !hasMarker((long) LONG.get(file, at))) {
            at += Long.BYTES;
        }
        while (at < file.length && (file[at] & 0xff) != MARKER) {
            at++;
        }
        return at;
    }

    private static boolean hasMarker(long bytes) {
        return ((~bytes - LOW_BITS) & bytes & HIGH_BITS) != 0;
    }

    private static boolean isFrame(int code) {
        return code >= FIRST_FRAME
                && code <= LAST_FRAME
                && code != HUFFMAN_TABLES
                && code != EXTENSION
                && code != ARITHMETIC_TABLES;
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

    /** The two-byte number at a position. */
    private static int length(byte[] file, int at) {
        return at + 1 < file.length ? ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff) : 0;
    }
}
