package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The four parts of a BMP file: file header, information, palette and pixels. */
final class BmpLayout implements FileLayout {

    private static final int FILE_HEADER = 14;
    private static final int PIXELS_AT = 10;
    private static final int INFO = 40;
    private static final int[] SIZES = {12, 40, 52, 56, 64, 108, 124};
    private static final int[] BITS = {0, 1, 2, 4, 8, 16, 24, 32};
    private static final int[] IMAGE_SIZES = {0, 100, 100_000, 50_000_000, Integer.MAX_VALUE, -1};

    private final List<byte[]> embedded;

    /** @param embedded files of other formats, which a BMP can contain */
    BmpLayout(List<byte[]> embedded) {
        this.embedded = embedded;
    }

    @Override
    public List<byte[]> parts(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(order());
        int palette = FILE_HEADER + bytes.getInt(FILE_HEADER);
        int pixels = bytes.getInt(PIXELS_AT);
        return List.of(
                Arrays.copyOf(file, FILE_HEADER),
                Arrays.copyOfRange(file, FILE_HEADER, palette),
                Arrays.copyOfRange(file, palette, pixels),
                Arrays.copyOfRange(file, pixels, file.length));
    }

    @Override
    public byte[] file(List<byte[]> parts, SplittableRandom random) {
        byte[] file = Forgery.joined(parts);
        int pixels = file.length - parts.get(parts.size() - 1).length;
        if (random.nextInt(8) > 0 && file.length >= FILE_HEADER) {
            ByteBuffer.wrap(file).order(order()).putInt(2, file.length).putInt(PIXELS_AT, pixels);
        }
        return file;
    }

    @Override
    public int contentAt(byte[] part) {
        return 0;
    }

    @Override
    public byte[] mended(byte[] part) {
        return part.clone();
    }

    @Override
    public byte[] forged(byte[] part, SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> information(part, random);
            case 2 -> embedded.get(random.nextInt(embedded.size())).clone();
            case 3 -> runs(random);
            default -> Arrays.copyOf(part, random.nextInt(2_000));
        };
    }

    /** A header of this or another version, with sizes that fit or do not. */
    private byte[] information(byte[] part, SplittableRandom random) {
        int size = random.nextInt(4) == 0
                ? SIZES[random.nextInt(SIZES.length)]
                : Math.max(INFO, Math.min(124, part.length));
        ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(part, size)).order(order());
        header.putInt(0, size);
        if (size < INFO) {
            return header.array();
        }
        header.putInt(4, 1 + random.nextInt(512))
                .putInt(8, (1 + random.nextInt(512)) * (random.nextBoolean() ? 1 : -1));
        header.putShort(14, (short) BITS[random.nextInt(BITS.length)]);
        header.putInt(16, random.nextInt(7));
        return header.putInt(20, IMAGE_SIZES[random.nextInt(IMAGE_SIZES.length)])
                .putInt(32, random.nextBoolean() ? 0 : random.nextInt(70_000))
                .array();
    }

    /** Run lengths: runs of one colour, moves to other places, ends of rows and of the image, and samples. */
    private static byte[] runs(SplittableRandom random) {
        byte[] runs = Forgery.noise(random, 2 + random.nextInt(20_000));
        int times = random.nextInt(4);
        for (int at = 0; at + 1 < runs.length; at += 2) {
            runs[at] = random.nextInt(4) < times ? 0 : runs[at];
            runs[at + 1] = random.nextInt(4) < times ? (byte) random.nextInt(4) : runs[at + 1];
        }
        return runs;
    }

    @Override
    public ByteOrder order() {
        return ByteOrder.LITTLE_ENDIAN;
    }
}
