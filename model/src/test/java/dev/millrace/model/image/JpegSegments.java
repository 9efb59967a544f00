package dev.millrace.model.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A JPEG file's segments, each scan with its data, in an order and of contents that no encoder writes. */
final class JpegSegments {

    private final List<byte[]> segments;
    private final Random random;

    private JpegSegments(List<byte[]> segments, Random random) {
        this.segments = new ArrayList<>(segments);
        this.random = random;
    }

    /** A file whose segments are reordered, repeated, mixed with another's, forged or cut, one to four times. */
    static byte[] mutated(byte[] file, byte[] other, Random random) {
        JpegSegments segments = new JpegSegments(split(file), random);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            segments.change(split(other));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        segments.segments.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    static List<byte[]> split(byte[] file) {
        List<byte[]> found = new ArrayList<>();
        int from = 0;
        for (int at = 2; at + 1 < file.length; at++) {
            int code = file[at + 1] & 0xff;
            boolean isSegment = (file[at] & 0xff) == 0xff && code >= 0xc0 && (code < 0xd0 || code > 0xd7);
            if (isSegment) {
                found.add(Arrays.copyOfRange(file, from, at));
                from = at;
            }
        }
        found.add(Arrays.copyOfRange(file, from, file.length));
        return found;
    }

    private void change(List<byte[]> others) {
        int at = 1 + random.nextInt(segments.size() - 1);
        byte[] segment = segments.get(at);
        switch (random.nextInt(7)) {
            case 0 -> segments.add(1 + random.nextInt(segments.size() - 1), segments.remove(at));
            case 1 -> repeat(segment, 1 << random.nextInt(8));
            case 2 -> segments.add(at, others.get(random.nextInt(others.size())));
            case 3 -> segments.set(at, withNumber(segment, 2, random.nextInt(1 << 16)));
            case 4 -> segments.set(at, Arrays.copyOf(segment, random.nextInt(segment.length + 1)));
            case 5 -> segments.set(at, withNumber(segment, 4 + random.nextInt(16), random.nextInt(1 << 16)));
            default -> segments.add(1, restarts());
        }
        if (segments.size() < 2) {
            segments.add(segment);
        }
    }

    private void repeat(byte[] segment, int times) {
        int at = 1 + random.nextInt(segments.size() - 1);
        for (int i = 0; i < times && segment.length < 4_096; i++) {
            segments.add(at, segment);
        }
    }

    private byte[] restarts() {
        return new byte[] {(byte) 0xff, (byte) 0xdd, 0, 4, 0, (byte) random.nextInt(4)};
    }

    private static byte[] withNumber(byte[] segment, int at, int number) {
        byte[] forged = segment.clone();
        if (at + 1 < forged.length) {
            forged[at] = (byte) (number >> 8);
            forged[at + 1] = (byte) number;
        }
        return forged;
    }
}
