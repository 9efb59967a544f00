package dev.millrace.model.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The chunks of a PNG file, those of animations among them. */
final class PngLayout implements FileLayout {

    private static final int SIGNATURE = 8;
    private static final int HEADER = 8;
    private static final int CHECKSUM = 4;
    private static final int LARGEST_BOMB = 4 << 20;
    private static final String PIXELS = "IDAT";

    private static final List<String> TYPES = List.of(
            "IHDR", "PLTE", PIXELS, "IEND", "tRNS", "iCCP", "zTXt", "iTXt", "tEXt", "eXIf", "sBIT", "hIST", "bKGD",
            "gAMA", "cHRM", "sRGB", "pHYs", "sPLT", "tIME", "acTL", "fcTL", "fdAT", "none");

    private static final byte[] DEPTHS = {1, 2, 4, 8, 16};
    private static final byte[] COLOUR_TYPES = {0, 2, 3, 4, 6};

    @Override
    public List<byte[]> parts(byte[] file) {
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(file, SIGNATURE)));
        int at = SIGNATURE;
        while (at < file.length) {
            int end = at + HEADER + ByteBuffer.wrap(file).getInt(at) + CHECKSUM;
            parts.add(Arrays.copyOfRange(file, at, end));
            at = end;
        }
        return parts;
    }

    @Override
    public byte[] file(List<byte[]> parts, SplittableRandom random) {
        return Forgery.joined(parts);
    }

    @Override
    public int contentAt(byte[] part) {
        return HEADER;
    }

    @Override
    public int contentEnd(byte[] part) {
        return Math.max(HEADER, part.length - CHECKSUM);
    }

    @Override
    public byte[] mended(byte[] part) {
        return part.length < HEADER + CHECKSUM
                ? part
                : chunk(type(part), Arrays.copyOfRange(part, HEADER, part.length - CHECKSUM));
    }

    @Override
    public byte[] forged(byte[] part, SplittableRandom random) {
        if (part.length < HEADER + CHECKSUM) {
            return part;
        }
        byte[] content = Arrays.copyOfRange(part, HEADER, part.length - CHECKSUM);
        return switch (random.nextInt(4)) {
            case 0 -> chunk(TYPES.get(random.nextInt(TYPES.size())), content);
            case 1 ->
                chunk(TYPES.get(random.nextInt(TYPES.size())), named(deflated(new byte[random.nextInt(LARGEST_BOMB)])));
            case 2 -> chunk("IHDR", header(random));
            default -> chunk(type(part), type(part).equals(PIXELS) ? rows(content, random) : named(content));
        };
    }

    @Override
    public ByteOrder order() {
        return ByteOrder.BIG_ENDIAN;
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        return ByteBuffer.allocate(HEADER + content.length + CHECKSUM)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(1);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[8_192];
        while (!deflater.finished()) {
            bytes.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return bytes.toByteArray();
    }

    private static String type(byte[] part) {
        return new String(part, Integer.BYTES, Integer.BYTES, StandardCharsets.ISO_8859_1);
    }

    /** As profiles and compressed texts begin: a keyword, its end, and the number of the compression. */
    private static byte[] named(byte[] content) {
        return Forgery.joined(List.of(new byte[] {'a', 0, 0}, content));
    }

    private static byte[] header(SplittableRandom random) {
        return ByteBuffer.allocate(13)
                .putInt(1 + random.nextInt(512))
                .putInt(1 + random.nextInt(512))
                .put(DEPTHS[random.nextInt(DEPTHS.length)])
                .put(COLOUR_TYPES[random.nextInt(COLOUR_TYPES.length)])
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) random.nextInt(3))
                .array();
    }

    /** The rows with other filters and samples, fewer or many more of them. */
    private static byte[] rows(byte[] content, SplittableRandom random) {
        byte[] rows = inflated(content);
        for (int i = random.nextInt(20); i > 0 && rows.length > 0; i--) {
            rows[random.nextInt(rows.length)] = (byte) random.nextInt(6);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(LARGEST_BOMB) : random.nextInt(rows.length + 1);
        return deflated(random.nextBoolean() ? rows : Arrays.copyOf(rows, length));
    }

    private static byte[] inflated(byte[] content) {
        Inflater inflater = new Inflater();
        inflater.setInput(content);
        byte[] rows = new byte[1 << 20];
        try {
            return Arrays.copyOf(rows, inflater.inflate(rows));
        } catch (DataFormatException e) {
            // An earlier step damaged it: any rows do.
            return new byte[1_000];
        } finally {
            inflater.end();
        }
    }
}
