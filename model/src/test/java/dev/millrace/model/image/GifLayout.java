package dev.millrace.model.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The blocks of a GIF file: its header with the palette, then extensions, images and the end. */
final class GifLayout implements FileLayout {

    private static final int HEADER = 13;
    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int DESCRIPTOR = 10;
    private static final int FLAGS_AT = 9;
    private static final int[] LABELS = {0xf9, 0xfe, 0x01, 0xff, 0x00, 0xab};

    @Override
    public List<byte[]> parts(byte[] file) {
        int at = HEADER + palette(file, HEADER - 3);
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(file, at)));
        while (at < file.length) {
            int end = isBlock(file, at)
                    ? blocksEnd(file, at + contentAt(Arrays.copyOfRange(file, at, file.length)))
                    : at + 1;
            parts.add(Arrays.copyOfRange(file, at, Math.min(end, file.length)));
            at = end;
        }
        return parts;
    }

    private static boolean isBlock(byte[] file, int at) {
        return (file[at] & 0xff) == IMAGE || (file[at] & 0xff) == EXTENSION;
    }

    private static int palette(byte[] bytes, int flagsAt) {
        int flags = flagsAt < bytes.length ? bytes[flagsAt] & 0xff : 0;
        return flags >= 0x80 ? 3 * (2 << (flags & 7)) : 0;
    }

    private static int blocksEnd(byte[] file, int from) {
        int at = from;
        while (at < file.length && file[at] != 0) {
            at += 1 + (file[at] & 0xff);
        }
        return at + 1;
    }

    @Override
    public byte[] file(List<byte[]> parts, SplittableRandom random) {
        return Forgery.joined(parts);
    }

    /** Behind an extension's label, or an image's palette and first code size. */
    @Override
    public int contentAt(byte[] part) {
        return part.length > 0 && (part[0] & 0xff) == IMAGE ? DESCRIPTOR + palette(part, FLAGS_AT) + 1 : 2;
    }

    /** Cuts the last block to the part's end and ends the sequence. */
    @Override
    public byte[] mended(byte[] part) {
        int at = contentAt(part);
        if (at >= part.length || !isBlock(part, 0)) {
            return part;
        }
        ByteArrayOutputStream mended = new ByteArrayOutputStream();
        mended.write(part, 0, at);
        while (at < part.length && part[at] != 0) {
            int length = Math.min(part[at] & 0xff, part.length - at - 1);
            mended.write(length);
            mended.write(part, at + 1, length);
            at += 1 + length;
        }
        mended.write(0);
        return mended.toByteArray();
    }

    @Override
    public byte[] forged(byte[] part, SplittableRandom random) {
        byte[] forged = part.clone();
        if (part.length <= DESCRIPTOR || (part[0] & 0xff) != IMAGE) {
            return random.nextBoolean() ? image(random) : extension(random);
        }
        switch (random.nextInt(4)) {
            case 0 -> forged[FLAGS_AT] = (byte) random.nextInt(256);
            case 1 -> forged[Math.min(part.length - 1, contentAt(part) - 1)] = (byte) random.nextInt(16);
            case 2 -> forged[1 + 2 * random.nextInt(4)] = (byte) random.nextInt(256);
            default ->
                Arrays.fill(forged, Math.min(part.length, contentAt(part) + 1), part.length, (byte) random.nextInt());
        }
        return forged;
    }

    private static byte[] image(SplittableRandom random) {
        byte[] codes = Forgery.noise(random, 1 + random.nextInt(255));
        byte[] head = {
            IMAGE, 0, 0, 0, 0, 0, (byte) random.nextInt(3), 0, (byte) random.nextInt(3), (byte) random.nextInt(256)
        };
        byte[] palette = new byte[palette(head, FLAGS_AT)];
        return Forgery.joined(List.of(
                head, palette, new byte[] {(byte) random.nextInt(13), (byte) codes.length}, codes, new byte[1]));
    }

    private static byte[] extension(SplittableRandom random) {
        byte[] content = Forgery.noise(random, random.nextInt(20));
        byte label = (byte) LABELS[random.nextInt(LABELS.length)];
        return Forgery.joined(List.of(new byte[] {EXTENSION, label, (byte) content.length}, content, new byte[1]));
    }

    @Override
    public ByteOrder order() {
        return ByteOrder.LITTLE_ENDIAN;
    }
}
