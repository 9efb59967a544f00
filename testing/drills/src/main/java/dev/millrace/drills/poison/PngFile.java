package dev.millrace.drills.poison;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PNG files written part by part, so that parts can be forged. */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte GREY = 0;
    private static final byte PALETTE = 3;
    private static final int SMALL = 32;
    private static final int BOMB_BYTES = 200_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream parts = new DataOutputStream(bytes);

    private PngFile() {
        bytes.writeBytes(SIGNATURE);
    }

    /** Signature and header, without pixels. */
    static byte[] header(int width, int height) {
        return new PngFile().header(width, height, 8, (byte) 2).toBytes();
    }

    /** A complete black file with one bit per pixel: a thousandth of its pixels' size. */
    static byte[] black(int width, int height) {
        return new PngFile()
                .header(width, height, 1, GREY)
                .part("IDAT", deflated((long) height * (1 + (width + 7) / 8)))
                .part("IEND", new byte[0])
                .toBytes();
    }

    /** A small image whose pixels inflate to 200 MB. */
    static byte[] withMorePixelsThanItsHeaderSays() {
        return new PngFile()
                .header(SMALL, SMALL, 8, GREY)
                .part("IDAT", deflated(BOMB_BYTES))
                .part("IEND", new byte[0])
                .toBytes();
    }

    /** A small image with a palette and a compressed comment of 200 MB before its pixels. */
    static byte[] withTextBomb() {
        byte[] comment = deflated(BOMB_BYTES);
        byte[] text = ByteBuffer.allocate(9 + comment.length)
                .put("Comment\0\0".getBytes(US_ASCII))
                .put(comment)
                .array();
        return new PngFile()
                .header(SMALL, SMALL, 8, PALETTE)
                .part("zTXt", text)
                .part("PLTE", new byte[6])
                .part("IDAT", deflated(SMALL * (1L + SMALL)))
                .part("IEND", new byte[0])
                .toBytes();
    }

    /** The pixels are followed by a wrong checksum. */
    static byte[] withWrongChecksum() {
        byte[] pixels = deflated(SMALL * (1L + SMALL));
        pixels[pixels.length - 1] ^= 1;
        return new PngFile()
                .header(SMALL, SMALL, 8, GREY)
                .part("IDAT", pixels)
                .part("IEND", new byte[0])
                .toBytes();
    }

    private PngFile header(int width, int height, int bits, byte colours) {
        return part(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {(byte) bits, colours, 0, 0, 0})
                        .array());
    }

    private PngFile part(String type, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(type.getBytes(US_ASCII));
        checksum.update(content);
        try {
            parts.writeInt(content.length);
            parts.writeBytes(type);
            parts.write(content);
            parts.writeInt((int) checksum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array can't be written", e);
        }
        return this;
    }

    private byte[] toBytes() {
        return bytes.toByteArray();
    }

    private static byte[] deflated(long zeros) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed, new Deflater(9), 1 << 16)) {
            for (long left = zeros; left > 0; left -= chunk.length) {
                deflater.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array can't be written", e);
        }
        return compressed.toByteArray();
    }
}
