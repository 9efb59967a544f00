package dev.millrace.drills.poison;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BMP files of 8 × 8 black pixels whose headers can be forged. */
final class BmpFile {

    static final int HEADER_SIZE = 14;
    static final int COMPRESSION = 30;
    static final int IMAGE_SIZE = 34;
    static final int COLOURS = 46;

    private static final int FILE_HEADER = 14;
    private static final int INFO_HEADER = 40;
    private static final int CORE_HEADER = 12;
    private static final short SIDE = 8;
    private static final short BITS = 24;
    private static final int PIXEL_BYTES = SIDE * SIDE * BITS / 8;

    private final ByteBuffer bytes;

    private BmpFile(int header) {
        int pixels = FILE_HEADER + header;
        this.bytes = ByteBuffer.allocate(pixels + PIXEL_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(pixels + PIXEL_BYTES)
                .putInt(0)
                .putInt(pixels)
                .putInt(header);
    }

    /** Uncompressed, with the header that Windows writes. */
    static BmpFile windows() {
        BmpFile file = new BmpFile(INFO_HEADER);
        file.bytes.putInt(SIDE).putInt(SIDE).putShort((short) 1).putShort(BITS);
        return file;
    }

    /** Uncompressed, with OS/2's header, which has neither compression nor sizes. */
    static BmpFile os2() {
        BmpFile file = new BmpFile(CORE_HEADER);
        file.bytes.putShort(SIDE).putShort(SIDE).putShort((short) 1).putShort(BITS);
        return file;
    }

    /** Replaces one number of the header. */
    BmpFile with(int position, int value) {
        bytes.putInt(position, value);
        return this;
    }

    byte[] toBytes() {
        return bytes.array();
    }
}
