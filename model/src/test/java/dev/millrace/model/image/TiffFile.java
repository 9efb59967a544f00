package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A little-endian TIFF file, made entry by entry. All pieces of the image have the same length. */
final class TiffFile {

    static final int COMPRESSION = 259;
    static final int STRIP_OFFSETS = 273;
    static final int TILE_OFFSETS = 324;

    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int LONG = 4;
    private static final int SHORT = 3;
    private static final int PALETTE = 320;
    private static final int ORIENTATION = 274;

    private final Map<Integer, int[]> entries = new TreeMap<>();
    private final byte[] pixels;
    private int nextDirectory;

    private TiffFile(byte[] pixels) {
        this.pixels = pixels;
    }

    /** One strip of samples of as many bits for each channel. */
    static TiffFile of(int width, int height, int photometry, byte[] pixels, int... bits) {
        return new TiffFile(pixels)
                .with(256, width)
                .with(257, height)
                .with(258, bits)
                .with(COMPRESSION, 1)
                .with(262, photometry)
                .with(STRIP_OFFSETS, 0)
                .with(277, bits.length)
                .with(278, height)
                .with(279, pixels.length);
    }

    /** Of three channels of eight bits, with red growing by column and green by row. */
    static TiffFile rgb(int width, int height) {
        return of(width, height, 2, gradient(width, height), 8, 8, 8);
    }

    static byte[] gradient(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            pixels[3 * i] = (byte) (255 * (i % width) / width);
            pixels[3 * i + 1] = (byte) (255 * (i / width) / height);
        }
        return pixels;
    }

    /** The same rows and columns as {@link #rgb}, in tiles of 16 x 16 pixels; the sides must be multiples of it. */
    static TiffFile tiled(int width, int height) {
        byte[] rows = gradient(width, height);
        ByteBuffer tiles = ByteBuffer.allocate(rows.length);
        for (int tile = 0; tile < width / 16 * (height / 16); tile++) {
            int left = tile % (width / 16) * 16;
            int top = tile / (width / 16) * 16;
            for (int row = top; row < top + 16; row++) {
                tiles.put(rows, 3 * (row * width + left), 3 * 16);
            }
        }
        int count = width / 16 * (height / 16);
        return of(width, height, 2, tiles.array(), 8, 8, 8)
                .without(STRIP_OFFSETS)
                .without(278)
                .without(279)
                .with(322, 16)
                .with(323, 16)
                .with(TILE_OFFSETS, new int[count])
                .with(
                        325,
                        java.util.stream.IntStream.range(0, count)
                                .map(any -> 3 * 16 * 16)
                                .toArray());
    }

    TiffFile with(int tag, int... values) {
        entries.put(tag, values);
        return this;
    }

    TiffFile without(int tag) {
        entries.remove(tag);
        return this;
    }

    /** @param position of the directory after the first: 8 makes a cycle */
    TiffFile withNextDirectory(int position) {
        nextDirectory = position;
        return this;
    }

    byte[] bytes() {
        int values = HEADER + 2 + entries.size() * ENTRY + Integer.BYTES;
        int data = values
                + entries.values().stream()
                        .mapToInt(each -> each.length * Integer.BYTES)
                        .sum();
        ByteBuffer file = ByteBuffer.allocate(data + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER);
        file.putShort((short) entries.size());
        for (Map.Entry<Integer, int[]> entry : entries.entrySet()) {
            int[] numbers = isOffsets(entry.getKey()) ? offsets(entry.getValue().length, data) : entry.getValue();
            boolean isShort = entry.getKey() == PALETTE || entry.getKey() == ORIENTATION;
            file.putShort(entry.getKey().shortValue())
                    .putShort((short) (isShort ? SHORT : LONG))
                    .putInt(numbers.length);
            file.putInt(numbers.length == 1 ? numbers[0] : values);
            for (int number : numbers) {
                values += write(file, values, number, isShort);
            }
        }
        return file.putInt(nextDirectory).put(data, pixels).array();
    }

    private static int write(ByteBuffer file, int at, int number, boolean isShort) {
        if (isShort) {
            file.putShort(at, (short) number);
            return Short.BYTES;
        }
        file.putInt(at, number);
        return Integer.BYTES;
    }

    private static boolean isOffsets(int tag) {
        return tag == STRIP_OFFSETS || tag == TILE_OFFSETS;
    }

    private int[] offsets(int count, int data) {
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = data + i * (pixels.length / count);
        }
        return offsets;
    }
}
