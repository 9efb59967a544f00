package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes that a BMP file claims, checked before a codec reads the file, because the platform's codec allocates some
 * of them.
 *
 * <p>Supports OS/2's BITMAPCOREHEADER, which has no compression, and BITMAPINFOHEADER with its versions 2 to 5.
 */
final class BmpHeader {

    private static final int FILE_HEADER = 14;
    private static final int CORE = 12;
    private static final int INFO = 40;
    private static final int VERSION_5 = 124;
    private static final Set<Integer> SIZES = Set.of(CORE, INFO, 52, 56, 108, VERSION_5);

    /** Uncompressed, run lengths of 8 and 4 bits, and bit fields. Higher values embed JPEG and PNG files, or CMYK. */
    private static final long LAST_COMPRESSION = 3;

    private static final Set<Long> RUN_LENGTHS = Set.of(1L, 2L);
    private static final int BYTES_A_COLOUR = 4;
    private static final long EMBEDDED_PROFILE = 0x4d424544;

    private final ByteBuffer file;

    private BmpHeader(byte[] file) {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Why no codec may read the file; empty if one may. {@code file} starts with BMP's magic bytes. */
    static Optional<String> problem(byte[] file) {
        return new BmpHeader(file).problem();
    }

    private Optional<String> problem() {
        int length = file.capacity();
        if (length < FILE_HEADER + CORE) {
            return Optional.of("required a header, got " + length + " bytes");
        }
        long size = at(14);
        if (!SIZES.contains((int) size)) {
            return Optional.of("required a header of 12, 40, 52, 56, 108 or 124 bytes, got one of " + size);
        }
        long headers = FILE_HEADER + size;
        long pixels = at(10);
        if (headers > length || pixels < headers || pixels > length) {
            return Optional.of("required pixels from byte " + headers + " to " + length + ", got them at " + pixels);
        }
        return size == CORE ? Optional.empty() : problemOfInfo(pixels).or(() -> problemOfProfile(size));
    }

    private Optional<String> problemOfInfo(long pixels) {
        long compression = at(30);
        if (compression > LAST_COMPRESSION) {
            return Optional.of("required a compression of 0 to 3, got " + compression);
        }
        long room = file.capacity() - pixels;
        long claimed = at(34) == 0 ? at(2) - pixels : at(34);
        if (RUN_LENGTHS.contains(compression) && (claimed < 0 || claimed > room)) {
            return Optional.of("required run lengths of at most " + room + " bytes, got " + claimed);
        }
        long colours = at(46);
        int mostColours = (file.capacity() - FILE_HEADER - INFO) / BYTES_A_COLOUR;
        return colours <= mostColours
                ? Optional.empty()
                : Optional.of("required at most " + mostColours + " colours, got " + colours);
    }

    /** Only version 5 can embed a colour profile. */
    private Optional<String> problemOfProfile(long size) {
        if (size != VERSION_5 || at(70) != EMBEDDED_PROFILE) {
            return Optional.empty();
        }
        long end = FILE_HEADER + at(126) + at(130);
        return end <= file.capacity()
                ? Optional.empty()
                : Optional.of("required a colour profile within " + file.capacity() + " bytes, got one to byte " + end);
    }

    /** The unsigned four-byte number at a position. */
    private long at(int position) {
        return Integer.toUnsignedLong(file.getInt(position));
    }
}
