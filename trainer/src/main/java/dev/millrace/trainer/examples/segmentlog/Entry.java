package dev.millrace.trainer.examples.segmentlog;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One entry of a file. In the file, its length and its CRC-32C precede it (32 bits each, big-endian). */
public sealed interface Entry {

    /** Content with its label. The buffer is read-only. */
    record Example(ByteBuffer content, String label) implements Entry {}

    /** A new label for the content with this digest, the first 16 bytes of its SHA-256. */
    record Relabel(ByteBuffer digest, String label) implements Entry {}

    /**
     * The end of a batch: all labels that ever arrived, how many of them a run has seen, and the records that are
     * stored.
     */
    record Commit(long arrivals, long learned, List<OffsetRange> data) implements Entry {

        /** Copies the list. */
        public Commit {
            data = List.copyOf(data);
        }
    }

    /** Length of a digest in bytes. */
    int DIGEST = 16;

    /**
     * @throws IllegalArgumentException when the bytes are of an unknown kind, or do not have the format of their kind
     */
    static Entry parse(byte[] bytes) {
        try {
            return parse(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("an entry that ends early", e);
        }
    }

    private static Entry parse(ByteBuffer entry) {
        byte kind = entry.get();
        if (kind == 'E') {
            slice(entry, DIGEST);
            String label = text(entry);
            return new Example(slice(entry, entry.remaining()), label);
        }
        if (kind == 'R') {
            return new Relabel(slice(entry, DIGEST), text(entry));
        }
        if (kind == 'C') {
            return commit(entry);
        }
        throw new IllegalArgumentException("unknown kind of entry: " + kind);
    }

    private static Commit commit(ByteBuffer entry) {
        long arrivals = entry.getLong();
        long learned = entry.getLong();
        int ranges = entry.getInt();
        List<OffsetRange> data = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            data.add(new OffsetRange(text(entry), entry.getInt(), entry.getLong(), entry.getLong()));
        }
        return new Commit(arrivals, learned, data);
    }

    private static String text(ByteBuffer entry) {
        int bytes = entry.getShort();
        if (bytes < 0 || bytes > entry.remaining()) {
            throw new IllegalArgumentException(
                    "a text claims " + bytes + " bytes, " + entry.remaining() + " are there");
        }
        return StandardCharsets.UTF_8.decode(slice(entry, bytes)).toString();
    }

    private static ByteBuffer slice(ByteBuffer entry, int count) {
        if (count > entry.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer slice = entry.slice(entry.position(), count).asReadOnlyBuffer();
        entry.position(entry.position() + count);
        return slice;
    }
}
