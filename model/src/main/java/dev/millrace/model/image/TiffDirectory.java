package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The first directory of a TIFF file, reduced before a codec reads it to what one image takes: no other directories, no
 * metadata, no colour profile. What is left claims nothing outside of the file.
 */
final class TiffDirectory {

    private static final int ENTRY = 12;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_LENGTH = 323;
    private static final int SAMPLES = 277;
    private static final int COMPRESSION = 259;

    /** Sizes, bits, compression, photometry, orientation, strips, planes, predictor, palette, tiles and alpha. */
    private static final Set<Integer> TAGS = Set.of(
            254,
            256,
            257,
            258,
            COMPRESSION,
            262,
            266,
            273,
            274,
            SAMPLES,
            278,
            279,
            284,
            317,
            320,
            TILE_WIDTH,
            TILE_LENGTH,
            324,
            325,
            338,
            339);

    /** None, LZW, deflate by both its numbers, and PackBits. Others embed JPEG files, or are of fax machines. */
    private static final Set<Integer> COMPRESSIONS = Set.of(1, 5, 8, 32_773, 32_946);

    private static final int MOST_SAMPLES = 8;
    private static final int MOST_TILE = 4_096;

    /** A codec keeps all samples of a tile: at most 64 MiB. */
    private static final long MOST_TILE_PIXELS = 4L << 20;

    /** Bytes of a value, by the number of its type. */
    private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

    private static final int SHORT = 3;

    private final byte[] bytes;
    private final ByteBuffer file;
    private long tilePixels = 1;

    private TiffDirectory(byte[] file) {
        this.bytes = file;
        this.file = ByteBuffer.wrap(file).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Why no codec may read the file; empty if one may. {@code file} starts with TIFF's magic bytes, and is changed. */
    static Optional<String> problem(byte[] file) {
        return file.length < 10
                ? Optional.of("required a directory, got " + file.length + " bytes")
                : new TiffDirectory(file).reduce();
    }

    private Optional<String> reduce() {
        long start = Integer.toUnsignedLong(file.getInt(4));
        if (start + 2 > file.capacity()) {
            return Optional.of("required a directory within " + file.capacity() + " bytes, got it at byte " + start);
        }
        int directory = (int) start;
        int entries = file.getShort(directory) & 0xffff;
        long end = directory + 2L + (long) entries * ENTRY + Integer.BYTES;
        if (end > file.capacity()) {
            return Optional.of("required " + entries + " entries, got a file that ends before");
        }
        return reduced(directory, entries);
    }

    private Optional<String> reduced(int directory, int entries) {
        Set<Integer> tags = new HashSet<>();
        int kept = 0;
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + i * ENTRY;
            if (!TAGS.contains(file.getShort(at) & 0xffff)) {
                continue;
            }
            Optional<String> problem = tags.add(file.getShort(at) & 0xffff)
                    ? problemOf(at)
                    : Optional.of("required tag " + (file.getShort(at) & 0xffff) + " once, got it again");
            if (problem.isPresent()) {
                return problem;
            }
            System.arraycopy(bytes, at, bytes, directory + 2 + kept * ENTRY, ENTRY);
            kept++;
        }
        file.putShort(directory, (short) kept);
        file.putInt(directory + 2 + kept * ENTRY, 0);
        return Optional.empty();
    }

    private Optional<String> problemOf(int at) {
        int tag = file.getShort(at) & 0xffff;
        int type = file.getShort(at + 2) & 0xffff;
        long count = Integer.toUnsignedLong(file.getInt(at + 4));
        if (type < 1 || type >= BYTES.length || count < 1) {
            return Optional.of("required a value of tag " + tag + ", got " + count + " of type " + type);
        }
        long bytes = count * BYTES[type];
        long end = Integer.toUnsignedLong(file.getInt(at + 8)) + bytes;
        if (bytes > Integer.BYTES && end > file.capacity()) {
            return Optional.of("required tag " + tag + " within " + file.capacity() + " bytes, got it to byte " + end);
        }
        return problemOfValue(tag, type == SHORT ? file.getShort(at + 8) & 0xffff : file.getInt(at + 8));
    }

    private Optional<String> problemOfValue(int tag, int value) {
        boolean isSound = switch (tag) {
            case COMPRESSION -> COMPRESSIONS.contains(value);
            case SAMPLES -> value >= 1 && value <= MOST_SAMPLES;
            case TILE_WIDTH, TILE_LENGTH -> value >= 1 && value <= MOST_TILE && isTileWithin(value);
            default -> true;
        };
        return isSound ? Optional.empty() : Optional.of("tag " + tag + " has an unsupported value of " + value);
    }

    private boolean isTileWithin(int side) {
        tilePixels *= side;
        return tilePixels <= MOST_TILE_PIXELS;
    }
}
