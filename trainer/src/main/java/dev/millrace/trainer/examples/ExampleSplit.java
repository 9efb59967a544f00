package dev.millrace.trainer.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** One split of a snapshot, in order of arrival. Takes 28 bytes of memory per example; contents stay on disk. */
public final class ExampleSplit {

    private final View view;
    private final long[] ids;
    private final int[] labels;
    private final long[] hashes;

    private ExampleSplit(View view, Builder builder) {
        this.view = view;
        this.ids = Arrays.copyOf(builder.ids, builder.size);
        this.labels = Arrays.copyOf(builder.labels, builder.size);
        this.hashes = Arrays.copyOf(builder.hashes, 2 * builder.size);
    }

    /** Number of examples. */
    public int size() {
        return ids.length;
    }

    /** The label's number in {@link ExampleSnapshot#labels}. */
    public int label(int index) {
        return labels[index];
    }

    /**
     * Reads a copy of the content from disk.
     *
     * @throws UncheckedIOException when the disk cannot be read; an {@link ExampleStoreException} when the file is
     *     damaged
     * @throws IllegalStateException when the store is closed
     */
    public byte[] content(int index) {
        try {
            return view.get(Table.CONTENTS, ExampleId.bytes(ids[index]))
                    .orElseThrow(() -> view.damaged("example " + ids[index] + " has no content"));
        } catch (IOException e) {
            throw new UncheckedIOException("example " + index + " can't be read", e);
        }
    }

    /** The first 128 bits of the content's SHA-256. */
    public byte[] digest(int index) {
        return new ContentHash(hashes[2 * index], hashes[2 * index + 1]).bytes();
    }

    /** Collects the split's examples in order of arrival. */
    static final class Builder {

        private long[] ids = new long[16];
        private int[] labels = new int[16];
        private long[] hashes = new long[32];
        private int size;

        void add(long id, int label, ContentHash hash) {
            if (size == ids.length) {
                grow();
            }
            ids[size] = id;
            labels[size] = label;
            hashes[2 * size] = hash.first();
            hashes[2 * size + 1] = hash.second();
            size++;
        }

        ExampleSplit build(View view) {
            return new ExampleSplit(view, this);
        }

        private void grow() {
            ids = Arrays.copyOf(ids, 2 * size);
            labels = Arrays.copyOf(labels, 2 * size);
            hashes = Arrays.copyOf(hashes, 4 * size);
        }
    }
}
