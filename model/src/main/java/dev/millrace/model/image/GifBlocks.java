package dev.millrace.model.image;

import java.util.Arrays;
import java.util.Optional;

/**
 * The blocks of a GIF file, reduced before a codec reads it to what the first image takes: the header with its palette, the
 * control block of the image, and the image. The platform's codec copies a comment anew for each of its blocks, which may have
 * one byte: a megabyte of comment would keep it busy for half a minute.
 */
final class GifBlocks {

    private static final int HEADER = 13;
    private static final int HEADER_FLAGS = 10;
    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xf9;
    private static final int END = 0x3b;
    private static final int DESCRIPTOR = 10;
    private static final int DESCRIPTOR_FLAGS = 9;
    private static final int HAS_PALETTE = 0x80;

    private final byte[] file;

    private GifBlocks(byte[] file) {
        this.file = file;
    }

    /** Why no codec may read the file; empty if one may. {@code file} starts with GIF's magic bytes, and is changed. */
    static Optional<String> problem(byte[] file) {
        return file.length < HEADER
                ? Optional.of("required a header, got " + file.length + " bytes")
                : new GifBlocks(file).reduce();
    }

    private Optional<String> reduce() {
        int kept = HEADER + palette(HEADER_FLAGS);
        int at = kept;
        byte[] control = {};
        while (byteAt(at) == EXTENSION) {
            int end = endOfBlocks(at + 2);
            control = byteAt(at + 1) == CONTROL ? Arrays.copyOfRange(file, at, end) : control;
            at = end;
        }
        if (byteAt(at) != IMAGE) {
            return Optional.of("required an image, got none");
        }
        byte[] image = Arrays.copyOfRange(file, at, endOfBlocks(at + DESCRIPTOR + palette(at + DESCRIPTOR_FLAGS) + 1));
        System.arraycopy(control, 0, file, kept, control.length);
        System.arraycopy(image, 0, file, kept + control.length, image.length);
        Arrays.fill(file, kept + control.length + image.length, file.length, (byte) END);
        return Optional.empty();
    }

    /** Bytes of the palette that the flags at a position claim. */
    private int palette(int flagsAt) {
        int flags = byteAt(flagsAt);
        return flags >= HAS_PALETTE ? 3 * (2 << (flags & 7)) : 0;
    }

    /** The position behind the block of no bytes that ends a sequence; the file's length if none does. */
    private int endOfBlocks(int from) {
        int at = from;
        while (at < file.length && file[at] != 0) {
            at += 1 + byteAt(at);
        }
        return Math.min(file.length, at + 1);
    }

    /** -1 behind the file's end. */
    private int byteAt(int position) {
        return position < file.length ? file[position] & 0xff : -1;
    }
}
