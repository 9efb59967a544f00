package dev.millrace.trainer.examples;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads a segment file's entries from its start up to the first that is not whole. Owned by one thread. */
final class EntryReader {

    /** Bytes in front of a body: its length and its checksum. */
    static final int HEADER = 2 * Integer.BYTES;

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final DataInputStream input;
    private final long size;
    private long position;

    private EntryReader(Path path, DataInputStream input, long size) {
        this.path = path;
        this.input = input;
        this.size = size;
    }

    /** @param path named in errors */
    static EntryReader of(Path path, FileChannel channel) throws IOException {
        channel.position(0);
        DataInputStream input = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
        return new EntryReader(path, input, channel.size());
    }

    /**
     * The next entry, none where the rest of the file isn't a whole one.
     *
     * @throws ExampleStoreException when it has the checksum that it should have and yet can't be read: another version
     *     wrote it
     */
    Optional<SegmentFile.Entry> next() throws IOException {
        Optional<byte[]> body = body();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        SegmentFile.Entry entry = new SegmentFile.Entry(frame(body.get()), Math.toIntExact(position + HEADER));
        position += HEADER + body.get().length;
        return Optional.of(entry);
    }

    /** Where the last entry ended. */
    long position() {
        return position;
    }

    /** CRC-32C of what the buffer holds between position and limit. */
    static int checksum(ByteBuffer body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.duplicate());
        return (int) checksum.getValue();
    }

    private Optional<byte[]> body() throws IOException {
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
        return checksum(ByteBuffer.wrap(body)) == checksum ? Optional.of(body) : Optional.empty();
    }

    private Frame frame(byte[] body) {
        try {
            return Frame.parse(ByteBuffer.wrap(body));
        } catch (IllegalArgumentException e) {
            throw new ExampleStoreException("segment '" + path + "' holds an entry at byte " + position
                    + " that can't be read: " + e.getMessage());
        }
    }
}
