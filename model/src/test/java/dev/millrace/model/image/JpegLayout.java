package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** The segments of a JPEG file, each scan with its data. */
final class JpegLayout implements FileLayout {

    private static final int HEADER = 4;
    private static final int SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int RESTARTS = 0xdd;
    private static final int LARGEST_SEGMENT = 0xffff;
    private static final int[] FRAMES = {0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xca, 0xcb, 0xf7};
    private static final int[] OTHERS = {
        0xc4, 0xcc, 0xdb, 0xdc, RESTARTS, 0xde, 0xdf, 0xe0, 0xe1, 0xe2, 0xee, 0xfe, 0x01
    };

    @Override
    public List<byte[]> parts(byte[] file) {
        return JpegSegments.split(file);
    }

    @Override
    public byte[] file(List<byte[]> parts, SplittableRandom random) {
        return Forgery.joined(parts);
    }

    @Override
    public int contentAt(byte[] part) {
        return HEADER;
    }

    /** Scans keep their length, because their data does not count. */
    @Override
    public byte[] mended(byte[] part) {
        boolean hasLength = part.length >= HEADER && code(part) != SCAN && part.length - 2 <= LARGEST_SEGMENT;
        return hasLength
                ? ByteBuffer.wrap(part.clone())
                        .putShort(2, (short) (part.length - 2))
                        .array()
                : part.clone();
    }

    @Override
    public byte[] forged(byte[] part, SplittableRandom random) {
        return switch (random.nextInt(7)) {
            case 0 -> new byte[] {-1, (byte) RESTARTS, 0, 4, -1, (byte) END};
            case 1 -> segment(OTHERS[random.nextInt(OTHERS.length)], Forgery.noise(random, random.nextInt(80)));
            case 2 -> frame(random);
            case 3 -> Forgery.joined(Collections.nCopies(1 << random.nextInt(14), scan(random)));
            case 4 -> new byte[] {-1, (byte) (0xc0 + random.nextInt(0x40))};
            case 5 -> Forgery.joined(List.of(part, new byte[] {-1, (byte) END}));
            default -> withCode(part, 0xc0 + random.nextInt(0x40));
        };
    }

    private static int code(byte[] part) {
        return part[1] & 0xff;
    }

    private static byte[] withCode(byte[] part, int code) {
        byte[] forged = part.clone();
        if (forged.length > 1) {
            forged[1] = (byte) code;
        }
        return forged;
    }

    private static byte[] segment(int code, byte[] content) {
        return ByteBuffer.allocate(HEADER + content.length)
                .put((byte) 0xff)
                .put((byte) code)
                .putShort((short) (2 + content.length))
                .put(content)
                .array();
    }

    private static byte[] frame(SplittableRandom random) {
        int components = 1 + random.nextInt(4);
        ByteBuffer frame = ByteBuffer.allocate(6 + 3 * components);
        frame.put((byte) (random.nextInt(4) == 0 ? 12 : 8))
                .putShort((short) (1 + random.nextInt(512)))
                .putShort((short) (1 + random.nextInt(512)))
                .put((byte) components);
        for (int i = 1; i <= components; i++) {
            int sampling = (1 + random.nextInt(4)) << 4 | (1 + random.nextInt(4));
            frame.put((byte) i).put((byte) sampling).put((byte) random.nextInt(4));
        }
        return segment(FRAMES[random.nextInt(FRAMES.length)], frame.array());
    }

    /** A pass over all pixels in ten bytes: as a progressive file has them. */
    private static byte[] scan(SplittableRandom random) {
        int first = random.nextInt(2);
        byte[] content = {
            1,
            (byte) (1 + random.nextInt(3)),
            0,
            (byte) first,
            (byte) (first * random.nextInt(64)),
            (byte) random.nextInt(34)
        };
        return segment(SCAN, content);
    }

    @Override
    public ByteOrder order() {
        return ByteOrder.BIG_ENDIAN;
    }
}
