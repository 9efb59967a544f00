package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The sizes that a WebP file claims in each place, checked before a codec reads it, because it allocates them. Chunks of
 * colour profiles and metadata are renamed, so that no codec reads them.
 */
final class WebpHeader {

    /** The codec keeps all pixels of an image, whatever a reader asks for. */
    private static final int MOST_PIXELS = 16 * 1024 * 1024;

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int METADATA_FLAGS = 0x20 | 0x08 | 0x04;
    private static final int LOSSY = code("VP8 ");
    private static final int LOSSLESS = code("VP8L");
    private static final int EXTENDED = code("VP8X");
    private static final int FRAME = code("ANMF");
    private static final int ALPHA = code("ALPH");
    private static final int UNKNOWN = code("MLRC");
    private static final int PROFILE = code("ICCP");
    private static final int EXIF = code("EXIF");
    private static final int XMP = code("XMP ");

    private final ByteBuffer file;
    private int width;
    private int height;

    private WebpHeader(byte[] file) {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int code(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    /** Why no codec may read the file; empty if one may. {@code file} starts with WebP's magic bytes, and is changed. */
    static Optional<String> problem(byte[] file) {
        return new WebpHeader(file).problemOfChunks(FIRST_CHUNK, file.length);
    }

    /** The position of the EXIF chunk's content; empty if there is none. To be asked before {@link #problem}. */
    static Optional<ByteBuffer> exif(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= file.length) {
            long length = Integer.toUnsignedLong(chunks.getInt((int) at + 4));
            if (chunks.getInt((int) at) == EXIF && at + CHUNK_HEADER + length <= file.length) {
                return Optional.of(chunks.slice((int) at + CHUNK_HEADER, (int) length));
            }
            at += CHUNK_HEADER + length + length % 2;
        }
        return Optional.empty();
    }

    private Optional<String> problemOfChunks(int from, int end) {
        int images = 0;
        int alphas = 0;
        long at = from;
        while (at + CHUNK_HEADER <= end) {
            int content = (int) at + CHUNK_HEADER;
            long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
            if (content + length > end) {
                return Optional.of("required chunks within " + end + " bytes, got one to byte " + (content + length));
            }
            int code = file.getInt((int) at);
            images += code == LOSSY || code == LOSSLESS ? 1 : 0;
            alphas += code == ALPHA ? 1 : 0;
            Optional<String> problem = images > 1 || alphas > 1
                    ? Optional.of("required one chunk with an image and at most one with its alpha, got more")
                    : problemOfChunk((int) at, (int) length, from != FIRST_CHUNK);
            if (problem.isPresent()) {
                return problem;
            }
            at = content + length + length % 2;
        }
        // A codec reads on behind a frame whose chunk is not complete.
        boolean isSound = from == FIRST_CHUNK ? width > 0 : images > 0 && at >= end;
        return isSound ? Optional.empty() : Optional.of("required a chunk with an image, got none");
    }

    /** A frame within a frame is refused: a file of a megabyte could nest forty thousand. */
    private Optional<String> problemOfChunk(int at, int length, boolean isFrame) {
        int content = at + CHUNK_HEADER;
        int code = file.getInt(at);
        if (code == PROFILE || code == EXIF || code == XMP) {
            file.putInt(at, UNKNOWN);
            return Optional.empty();
        }
        if (code == LOSSY && length >= 10) {
            return problemOfSize(file.getShort(content + 6) & 0x3fff, file.getShort(content + 8) & 0x3fff);
        }
        if (code == LOSSLESS && length >= 5) {
            int sizes = file.getInt(content + 1);
            return problemOfSize((sizes & 0x3fff) + 1, ((sizes >> 14) & 0x3fff) + 1);
        }
        if (code == EXTENDED && length >= 10) {
            file.put(content, (byte) (file.get(content) & ~METADATA_FLAGS));
            return problemOfSize((file.getInt(content + 3) >>> 8) + 1, (file.getInt(content + 6) >>> 8) + 1);
        }
        if (code == FRAME && length >= FRAME_HEADER && !isFrame) {
            return problemOfChunks(content + FRAME_HEADER, content + length);
        }
        return problemOfShort(code, length);
    }

    private static Optional<String> problemOfShort(int code, int length) {
        boolean isShort = code == LOSSY || code == LOSSLESS || code == EXTENDED || code == FRAME;
        return isShort
                ? Optional.of("required a header, got a chunk of " + length + " bytes or a frame within a frame")
                : Optional.empty();
    }

    /** No part may be larger than the first, which is what a reader says before it reads. */
    private Optional<String> problemOfSize(int partWidth, int partHeight) {
        if (width == 0) {
            width = partWidth;
            height = partHeight;
        }
        if (partWidth < 1 || partHeight < 1 || partWidth > width || partHeight > height) {
            return Optional.of("required a part of at most " + width + " x " + height + " pixels, got " + partWidth
                    + " x " + partHeight);
        }
        return (long) width * height <= MOST_PIXELS
                ? Optional.empty()
                : Optional.of("required at most " + MOST_PIXELS + " pixels, got " + width + " x " + height);
    }
}
