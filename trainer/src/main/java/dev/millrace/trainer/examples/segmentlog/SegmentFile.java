package dev.millrace.trainer.examples.segmentlog;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads the entries of one file in order. Owned by one thread. */
final class SegmentFile implements Closeable {

    /** Bytes before an entry: its length and its checksum. */
    private static final int HEADER = 2 * Integer.BYTES;

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final DataInputStream input;
    private final long size;
    private long position;
    private long committed;

    private SegmentFile(Path path, DataInputStream input, long size) {
        this.path = path;
        this.input = input;
        this.size = size;
    }

    static SegmentFile open(Path path) throws IOException {
        long size = Files.size(path);
        return new SegmentFile(
                path, new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER)), size);
    }

    /**
     * Visits every complete batch in order.
     *
     * @throws DamagedSegmentException when an entry has a valid checksum and still cannot be read
     */
    void read(SegmentLog.Visitor visitor) throws IOException {
        List<Entry> batch = new ArrayList<>();
        for (Optional<Entry> entry = next(); entry.isPresent(); entry = next()) {
            if (entry.get() instanceof Entry.Commit commit) {
                visitor.visit(batch, commit);
                batch.clear();
                committed = position;
            } else {
                batch.add(entry.get());
            }
        }
    }

    /** @throws DamagedSegmentException when anything follows the last complete batch */
    void requireWhole() throws DamagedSegmentException {
        if (committed < size) {
            throw new DamagedSegmentException("segment '" + path + "' is damaged at byte " + committed);
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private Optional<Entry> next() throws IOException {
        long remaining = size - position - HEADER;
        if (remaining < 0) {
            return Optional.empty();
        }
        int bytes = input.readInt();
        int checksum = input.readInt();
        if (bytes < 1 || bytes > remaining) {
            return Optional.empty();
        }
        byte[] body = input.readNBytes(bytes);
        if (checksum(body) != checksum) {
            return Optional.empty();
        }
        Entry entry = parse(body);
        position += HEADER + bytes;
        return Optional.of(entry);
    }

    private Entry parse(byte[] body) throws DamagedSegmentException {
        try {
            return Entry.parse(body);
        } catch (IllegalArgumentException e) {
            throw new DamagedSegmentException("segment '" + path + "' holds an entry at byte " + position
                    + " that can't be read: " + e.getMessage());
        }
    }

    private static int checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return (int) checksum.getValue();
    }
}
