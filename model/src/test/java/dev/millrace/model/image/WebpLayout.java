package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The chunks of a WebP file, of which an animation's frames contain others. */
final class WebpLayout implements FileLayout {

    private static final int RIFF = 12;
    private static final int HEADER = 8;
    private static final int FRAME = 16;
    private static final List<String> TYPES =
            List.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP", "EXIF", "XMP ", "none");

    @Override
    public List<byte[]> parts(byte[] file) {
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(file, RIFF)));
        int at = RIFF;
        while (at + HEADER <= file.length) {
            int length = ByteBuffer.wrap(file).order(order()).getInt(at + 4);
            int end = at + HEADER + length + length % 2;
            parts.add(Arrays.copyOfRange(file, at, end));
            at = end;
        }
        return parts;
    }

    @Override
    public byte[] file(List<byte[]> parts, SplittableRandom random) {
        byte[] file = Forgery.joined(parts);
        if (random.nextInt(8) > 0) {
            ByteBuffer.wrap(file).order(order()).putInt(4, file.length - HEADER);
        }
        return file;
    }

    @Override
    public int contentAt(byte[] part) {
        return HEADER;
    }

    @Override
    public byte[] mended(byte[] part) {
        return part.length < HEADER ? part : chunk(type(part), Arrays.copyOfRange(part, HEADER, part.length));
    }

    @Override
    public byte[] forged(byte[] part, SplittableRandom random) {
        if (part.length < HEADER) {
            return part;
        }
        byte[] content = Arrays.copyOfRange(part, HEADER, part.length);
        return switch (random.nextInt(6)) {
            case 0 -> chunk(TYPES.get(random.nextInt(TYPES.size())), content);
            case 1 -> chunk("ANMF", Forgery.joined(List.of(frame(random), part)));
            case 2 -> chunk("VP8X", extended(random));
            case 3 -> chunk("VP8L", lossless(random));
            case 4 -> chunk("ALPH", Forgery.joined(List.of(new byte[] {(byte) random.nextInt(64)}, tail(random))));
            default -> chunk(type(part), withNoise(content, random));
        };
    }

    @Override
    public ByteOrder order() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] chunk(String type, byte[] content) {
        return ByteBuffer.allocate(HEADER + content.length + content.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static String type(byte[] part) {
        return new String(part, 0, Integer.BYTES, StandardCharsets.ISO_8859_1);
    }

    private static byte[] frame(SplittableRandom random) {
        return random.nextBoolean() ? new byte[FRAME] : Forgery.noise(random, FRAME);
    }

    private static byte[] extended(SplittableRandom random) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(random.nextInt(64))
                .putInt(random.nextInt(512) | random.nextInt(512) << 24)
                .putShort((short) random.nextInt(2))
                .array();
    }

    /** A header of a sound size, then transforms and codes as they come. */
    private static byte[] lossless(SplittableRandom random) {
        byte[] header = ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x2f)
                .putInt(random.nextInt(512) | random.nextInt(512) << 14)
                .array();
        return Forgery.joined(List.of(header, tail(random)));
    }

    private static byte[] tail(SplittableRandom random) {
        byte[] tail = Forgery.noise(random, 1 + random.nextInt(300));
        Arrays.fill(tail, random.nextInt(tail.length), tail.length, (byte) random.nextInt());
        return tail;
    }

    private static byte[] withNoise(byte[] content, SplittableRandom random) {
        byte[] forged = content.clone();
        for (int i = random.nextInt(8); i >= 0 && forged.length > 0; i--) {
            int near = random.nextBoolean() ? Math.min(forged.length, 40) : forged.length;
            forged[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
        }
        return forged;
    }
}
