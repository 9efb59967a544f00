package dev.millrace.model.image;

import dev.millrace.testing.fuzzing.Mutation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A file whose parts are moved, repeated, mixed with another's, nested and cut, and whose numbers are forged. Most parts keep
 * a correct length and checksum, so that readers get far.
 */
final class Forgery {

    /** A little more than what the tests' limits allow. */
    private static final int LONGEST = 140_000;

    private static final int MOST_STEPS = 5;
    private static final int MOST_DOUBLINGS = 14;
    private static final int HEADER = 40;

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        4,
        8,
        16,
        255,
        256,
        511,
        512,
        513,
        4_096,
        16_383,
        32_767,
        32_768,
        65_535,
        65_536,
        1 << 24,
        1 << 28,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 8,
        Integer.MIN_VALUE
    };

    private final FileLayout layout;
    private final List<byte[]> valid;
    private final SplittableRandom random;
    private final List<byte[]> parts;

    private Forgery(FileLayout layout, List<byte[]> valid, SplittableRandom random) {
        this.layout = layout;
        this.valid = valid;
        this.random = random;
        this.parts = new ArrayList<>(layout.parts(anyOf(valid)));
    }

    static Mutation of(FileLayout layout) {
        return (valid, random) -> new Forgery(layout, valid, random).file();
    }

    private byte[] file() {
        int steps = 1 + random.nextInt(MOST_STEPS);
        for (int step = 0; step < steps && parts.size() > 1; step++) {
            change(1 + random.nextInt(parts.size() - 1));
        }
        byte[] file = layout.file(parts, random);
        return file.length > LONGEST ? Arrays.copyOf(file, LONGEST) : file;
    }

    private void change(int at) {
        byte[] part = parts.get(at);
        switch (random.nextInt(13)) {
            case 0 -> parts.add(1 + random.nextInt(parts.size() - 1), parts.remove(at));
            case 1 -> repeat(part);
            case 2 -> parts.add(at, anyOf(layout.parts(anyOf(valid))));
            case 3 -> parts.set(at, mostlyMended(nested(part, anyOf(parts))));
            case 4 -> parts.set(at, mostlyMended(nested(part, anyOf(valid))));
            case 5 -> parts.set(at, mostlyMended(cut(part)));
            case 6 -> parts.remove(at);
            case 7, 8 -> parts.set(at, withNumber(part, random.nextInt(Math.min(part.length, HEADER) + 1)));
            case 9 -> parts.set(0, withNumber(parts.get(0), random.nextInt(parts.get(0).length + 1)));
            default -> parts.set(at, mostlyMended(layout.forged(part, random)));
        }
    }

    private <T> T anyOf(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private byte[] mostlyMended(byte[] part) {
        return random.nextInt(8) == 0 ? part : layout.mended(part);
    }

    private void repeat(byte[] part) {
        int times = 1 << random.nextInt(MOST_DOUBLINGS);
        int at = 1 + random.nextInt(parts.size() - 1);
        parts.addAll(at, Collections.nCopies(Math.min(times, LONGEST / (part.length + 1)), part));
    }

    /** Another part, or a whole file, somewhere in a part's content: instead of the bytes there, or between them. */
    private byte[] nested(byte[] part, byte[] inner) {
        int from = Math.min(layout.contentAt(part), part.length);
        int end = end(part, from);
        int at = random.nextBoolean() ? from : from + random.nextInt(end - from + 1);
        int to = random.nextBoolean() ? at : Math.min(end, at + inner.length);
        return replaced(part, at, to, inner);
    }

    private int end(byte[] part, int from) {
        return Math.max(from, Math.min(layout.contentEnd(part), part.length));
    }

    private byte[] cut(byte[] part) {
        int from = Math.min(layout.contentAt(part), part.length);
        int end = end(part, from);
        return replaced(part, from + random.nextInt(end - from + 1), end, new byte[0]);
    }

    private byte[] withNumber(byte[] part, int at) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(layout.order());
        byte[] written = switch (random.nextInt(3)) {
            case 0 -> new byte[] {(byte) number};
            case 1 -> Arrays.copyOf(bytes.putShort((short) number).array(), Short.BYTES);
            default -> bytes.putInt((int) number).array();
        };
        byte[] forged = part.clone();
        System.arraycopy(written, 0, forged, at, Math.min(written.length, forged.length - at));
        return forged;
    }

    static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        return ByteBuffer.allocate(bytes.length - (to - from) + by.length)
                .put(bytes, 0, from)
                .put(by)
                .put(bytes, to, bytes.length - to)
                .array();
    }

    static byte[] joined(List<byte[]> parts) {
        ByteBuffer file =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(file::put);
        return file.array();
    }

    static byte[] noise(SplittableRandom random, int length) {
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (byte) random.nextInt();
        }
        return noise;
    }
}
