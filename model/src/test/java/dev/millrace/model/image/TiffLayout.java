package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The first directory of a TIFF file: one part for each entry, as tag, type, number of values and all values, then one for
 * each strip or tile, of tag {@value #DATA}. Offsets are those of the file that the parts become.
 */
final class TiffLayout implements FileLayout {

    private static final int DATA = 0xfffe;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int LONG = 4;
    private static final int[] BYTES = {1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    /** Tags, each with values that a reader may meet. */
    private static final int[][] VALUES = {
        {256, 1, 16, 512, 513},
        {257, 1, 16, 512, 513},
        {258, 1, 2, 4, 8, 12, 16, 24, 32, 64},
        {259, 1, 2, 3, 4, 5, 6, 7, 8, 32_773, 32_946, 32_809, 34_712},
        {262, 0, 1, 2, 3, 4, 5, 6, 8, 9, 32_803},
        {266, 1, 2},
        {277, 0, 1, 2, 3, 4, 5, 8, 9, 255},
        {278, 0, 1, 16, 512, -1},
        {284, 1, 2, 3},
        {317, 1, 2, 3},
        {322, 1, 16, 512, 4_096},
        {323, 1, 16, 512, 4_096},
        {330, 8, 0},
        {338, 0, 1, 2},
        {339, 1, 2, 3, 4},
        {347, 8},
        {513, 8},
        {514, 100, -1},
        {34_665, 8},
        {34_675, 8},
    };

    @Override
    public List<byte[]> parts(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(order());
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(file, HEADER)));
        List<byte[]> data = new ArrayList<>();
        int directory = bytes.getInt(4);
        int entries = bytes.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + i * ENTRY;
            int length = bytes.getInt(at + 4) * BYTES[bytes.getShort(at + 2) & 0xf];
            int from = length <= Integer.BYTES ? at + 8 : bytes.getInt(at + 8);
            byte[] entry = entry(bytes.getShort(at) & 0xffff, bytes.getShort(at + 2), bytes.getInt(at + 4));
            parts.add(Forgery.joined(List.of(entry, Arrays.copyOfRange(file, from, from + length))));
            data.addAll(data(bytes, at));
        }
        parts.addAll(data);
        return parts;
    }

    /** The strips of the entry of their lengths; their offsets are in another. */
    private static List<byte[]> data(ByteBuffer file, int at) {
        int tag = file.getShort(at) & 0xffff;
        if (tag != STRIP_OFFSETS && tag != TILE_OFFSETS) {
            return List.of();
        }
        int count = file.getInt(at + 4);
        int first = count == 1 ? file.getInt(at + 8) : file.getInt(file.getInt(at + 8));
        byte[] bytes = new byte[Math.min(file.capacity() - first, 4_000)];
        file.get(first, bytes);
        return List.of(Forgery.joined(List.of(entry(DATA, (short) 1, bytes.length), bytes)));
    }

    @Override
    public byte[] file(List<byte[]> parts, SplittableRandom random) {
        List<byte[]> entries = parts.subList(1, parts.size()).stream()
                .filter(part -> tag(part) != DATA && part.length >= HEADER)
                .toList();
        List<byte[]> data = parts.subList(1, parts.size()).stream()
                .filter(part -> tag(part) == DATA)
                .toList();
        int directory = 2 + entries.size() * ENTRY + Integer.BYTES;
        int values = HEADER + directory;
        int pixels = values + entries.stream().mapToInt(entry -> entry.length).sum();
        ByteBuffer file = ByteBuffer.allocate(
                        pixels + data.stream().mapToInt(part -> part.length).sum())
                .order(order());
        writeHeader(file, parts.get(0), random);
        file.putShort((short) entries.size());
        for (byte[] entry : entries) {
            writeEntry(
                    file, isOffsets(entry) && random.nextInt(16) > 0 ? pointed(entry, pixels + HEADER) : entry, values);
            values += entry.length;
        }
        file.putInt(random.nextInt(8) == 0 ? HEADER : 0).position(pixels);
        data.forEach(file::put);
        return file.array();
    }

    private static void writeHeader(ByteBuffer file, byte[] header, SplittableRandom random) {
        file.put(header, 0, Math.min(HEADER, header.length)).position(HEADER);
        if (random.nextInt(8) > 0) {
            file.putInt(4, HEADER);
        }
    }

    private static void writeEntry(ByteBuffer file, byte[] entry, int values) {
        int length = entry.length - HEADER;
        file.put(entry, 0, HEADER);
        int at = file.position();
        if (length > Integer.BYTES) {
            file.putInt(at, values).put(values, entry, HEADER, length);
        } else {
            file.put(at, entry, HEADER, length);
        }
        file.position(at + Integer.BYTES);
    }

    private static boolean isOffsets(byte[] entry) {
        return tag(entry) == STRIP_OFFSETS || tag(entry) == TILE_OFFSETS;
    }

    /** All strips begin where the data does: a file can claim the same bytes again and again. */
    private byte[] pointed(byte[] entry, int at) {
        ByteBuffer pointed = ByteBuffer.wrap(entry.clone()).order(order());
        boolean isLong = pointed.getShort(2) == LONG;
        for (int value = HEADER; value + Integer.BYTES <= entry.length && isLong; value += Integer.BYTES) {
            pointed.putInt(value, at);
        }
        return pointed.array();
    }

    @Override
    public int contentAt(byte[] part) {
        return HEADER;
    }

    /** As many values as the part has. */
    @Override
    public byte[] mended(byte[] part) {
        if (part.length < HEADER) {
            return part;
        }
        ByteBuffer mended = ByteBuffer.wrap(part.clone()).order(order());
        int size = BYTES[Math.min(BYTES.length - 1, mended.getShort(2) & 0xffff)];
        return mended.putInt(4, (part.length - HEADER) / size).array();
    }

    @Override
    public byte[] forged(byte[] part, SplittableRandom random) {
        int[] values = VALUES[random.nextInt(VALUES.length)];
        return switch (random.nextInt(8)) {
            case 0 -> repeated(STRIP_OFFSETS, 0, random);
            case 1 -> repeated(STRIP_LENGTHS, 100, random);
            case 2 -> repeated(TILE_OFFSETS, 0, random);
            case 3 -> repeated(325, 100, random);
            case 4 ->
                Forgery.joined(
                        List.of(entry(DATA, (short) 1, 5_000), PngLayout.deflated(new byte[random.nextInt(1 << 22)])));
            default -> value(values[0], values[1 + random.nextInt(values.length - 1)]);
        };
    }

    private static byte[] repeated(int tag, int value, SplittableRandom random) {
        int times = 1 << random.nextInt(15);
        ByteBuffer entry = ByteBuffer.allocate(HEADER + times * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        entry.put(entry(tag, (short) LONG, times));
        while (entry.hasRemaining()) {
            entry.putInt(value);
        }
        return entry.array();
    }

    static byte[] value(int tag, int value) {
        return ByteBuffer.allocate(ENTRY)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(entry(tag, (short) LONG, 1))
                .putInt(value)
                .array();
    }

    private static byte[] entry(int tag, short type, int count) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort(type)
                .putInt(count)
                .array();
    }

    private static int tag(byte[] part) {
        return part.length < 2 ? 0 : (part[0] & 0xff) | (part[1] & 0xff) << 8;
    }

    @Override
    public ByteOrder order() {
        return ByteOrder.LITTLE_ENDIAN;
    }
}
