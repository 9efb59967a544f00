package dev.millrace.trainer.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One part of a snapshot, in order of arrival: about 32 bytes an example in memory, the contents on disk. */
public final class ExampleSplit {

    private final SegmentFile[] files;
    private final long[] locations;
    private final int[] lengths;
    private final int[] labels;
    private final long[] hashes;

    private ExampleSplit(Builder builder) {
        this.files = Arrays.copyOf(builder.files, builder.size);
        this.locations = Arrays.copyOf(builder.locations, builder.size);
        this.lengths = Arrays.copyOf(builder.lengths, builder.size);
        this.labels = Arrays.copyOf(builder.labels, builder.size);
        this.hashes = Arrays.copyOf(builder.hashes, 2 * builder.size);
    }

    public int size() {
        return locations.length;
    }

    /** The label's number in {@link ExampleSnapshot#labels}. */
    public int label(int index) {
        return labels[index];
    }

    /**
     * The content, read from disk: a copy.
     *
     * @throws UncheckedIOException when the disk doesn't give it
     */
    public byte[] content(int index) {
        try {
            ByteBuffer buffer = files[index].read(Location.position(locations[index]), lengths[index]);
            byte[] content = new byte[lengths[index]];
            buffer.get(content);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("example " + index + " can't be read", e);
        }
    }

    /** The first 128 bits of the content's SHA-256. */
    public byte[] digest(int index) {
        return ByteBuffer.allocate(ContentHash.BYTES)
                .putLong(hashes[2 * index])
                .putLong(hashes[2 * index + 1])
                .array();
    }

    /** Collects rows of the index. */
    static final class Builder {

        private final Segments segments;
        private SegmentFile[] files = new SegmentFile[16];
        private long[] locations = new long[16];
        private int[] lengths = new int[16];
        private int[] labels = new int[16];
        private long[] hashes = new long[32];
        private int size;

        Builder(Segments segments) {
            this.segments = segments;
        }

        void add(ExampleIndex index, int row) {
            if (size == locations.length) {
                grow();
            }
            files[size] = segments.of(index.location(row));
            locations[size] = index.location(row);
            lengths[size] = index.length(row);
            labels[size] = index.label(row);
            hashes[2 * size] = index.hash(row).first();
            hashes[2 * size + 1] = index.hash(row).second();
            size++;
        }

        ExampleSplit build() {
            return new ExampleSplit(this);
        }

        private void grow() {
            files = Arrays.copyOf(files, 2 * size);
            locations = Arrays.copyOf(locations, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
            labels = Arrays.copyOf(labels, 2 * size);
            hashes = Arrays.copyOf(hashes, 4 * size);
        }
    }
}
