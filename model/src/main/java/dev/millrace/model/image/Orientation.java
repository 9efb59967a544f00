package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera was held: where the first row and the first column of its pixels belong, as EXIF numbers it from 1 to 8.
 * Anything else counts as 1, which changes nothing.
 *
 * <p>Reads each header once, within its own bytes, so damaged ones cost nothing and cannot fail.
 */
record Orientation(int value) {

    static final Orientation UPRIGHT = new Orientation(1);

    private static final int LAST = 8;

    /** From this value on, rows and columns are exchanged. */
    private static final int FIRST_TRANSPOSED = 5;

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_SEGMENT = 2;
    private static final int JPEG_EXIF = 0xffe1;
    private static final int JPEG_SCAN = 0xffda;
    private static final int PNG_HEADER = 8;
    private static final int PNG_EXIF = 0x65584966;

    Orientation {
        value = value >= 1 && value <= LAST ? value : 1;
    }

    /** What a file says of itself. */
    static Orientation of(byte[] file, Encoding encoding) {
        return switch (encoding) {
            case JPEG -> ofJpeg(ByteBuffer.wrap(file));
            case PNG -> ofPng(ByteBuffer.wrap(file));
            case WEBP -> WebpHeader.exif(file).map(Orientation::ofTiff).orElse(UPRIGHT);
            case TIFF -> ofTiff(ByteBuffer.wrap(file));
            case GIF, BMP -> UPRIGHT;
        };
    }

    private static Orientation ofJpeg(ByteBuffer file) {
        int at = FIRST_SEGMENT;
        while (at + 4 <= file.capacity()) {
            int marker = file.getShort(at) & 0xffff;
            int end = at + 2 + (file.getShort(at + 2) & 0xffff);
            if (marker < 0xff00 || marker == JPEG_SCAN || end < at + 4 || end > file.capacity()) {
                return UPRIGHT;
            }
            if (marker == JPEG_EXIF && startsWith(file, at + 4, end)) {
                return ofTiff(file.slice(at + 4 + EXIF.length, end - at - 4 - EXIF.length));
            }
            at = end;
        }
        return UPRIGHT;
    }

    private static boolean startsWith(ByteBuffer file, int from, int end) {
        return end - from >= EXIF.length && file.slice(from, EXIF.length).equals(ByteBuffer.wrap(EXIF));
    }

    private static Orientation ofPng(ByteBuffer file) {
        long at = PNG_HEADER;
        while (at + 12 <= file.capacity()) {
            int length = file.getInt((int) at);
            if (length < 0 || at + 12 + length > file.capacity()) {
                return UPRIGHT;
            }
            if (file.getInt((int) at + 4) == PNG_EXIF) {
                return ofTiff(file.slice((int) at + 8, length));
            }
            at += 12L + length;
        }
        return UPRIGHT;
    }

    /** The orientation in the first directory of a TIFF structure, of which EXIF is one. */
    static Orientation ofTiff(ByteBuffer tiff) {
        if (tiff.capacity() < 8) {
            return UPRIGHT;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (directory + 2 > tiff.capacity()) {
            return UPRIGHT;
        }
        int entries = tiff.getShort((int) directory) & 0xffff;
        long at = directory + 2;
        for (int i = 0; i < entries && at + ENTRY <= tiff.capacity(); i++, at += ENTRY) {
            if ((tiff.getShort((int) at) & 0xffff) == TAG && tiff.getShort((int) at + 2) == SHORT) {
                return new Orientation(tiff.getShort((int) at + 8) & 0xffff);
            }
        }
        return UPRIGHT;
    }

    /** The image with its top at the top. */
    RgbImage upright(RgbImage image) {
        if (value == 1) {
            return image;
        }
        int side = image.side();
        byte[] turned = new byte[image.samples().length];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int from = source(row, column, side - 1) * RgbImage.CHANNELS;
                System.arraycopy(image.samples(), from, turned, (row * side + column) * RgbImage.CHANNELS, 3);
            }
        }
        return RgbImage.of(side, turned);
    }

    /** Index of the pixel that belongs to a row and a column. */
    private int source(int row, int column, int last) {
        boolean isTransposed = value >= FIRST_TRANSPOSED;
        int storedRow = isTransposed ? column : row;
        int storedColumn = isTransposed ? row : column;
        boolean fromBelow = value == 3 || value == 4 || value == 6 || value == 7;
        boolean fromRight = value == 2 || value == 3 || value == 7 || value == 8;
        return (fromBelow ? last - storedRow : storedRow) * (last + 1)
                + (fromRight ? last - storedColumn : storedColumn);
    }
}
