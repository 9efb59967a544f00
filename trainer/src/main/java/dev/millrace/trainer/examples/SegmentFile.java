package dev.millrace.trainer.examples;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One file of entries, appended at its end. Sealed, it never grows again, and is read through a read-only mapping.
 *
 * <p>One thread appends and seals; any thread reads what was appended before it learned of it.
 */
final class SegmentFile implements Closeable {

    private static final int HEADER = 2 * Integer.BYTES;

    private final int number;
    private final Path path;
    private final FileChannel channel;
    private long length;
    private long live;
    private volatile Optional<MappedByteBuffer> mapping = Optional.empty();

    private SegmentFile(int number, Path path, FileChannel channel) {
        this.number = number;
        this.path = path;
        this.channel = channel;
    }

    /** Opens the file, or makes an empty one. */
    static SegmentFile open(int number, Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new SegmentFile(number, path, channel);
    }

    int number() {
        return number;
    }

    Path path() {
        return path;
    }

    /** Bytes up to the end of the last committed batch. */
    long length() {
        return length;
    }

    /** Content bytes of examples that stay. */
    long live() {
        return live;
    }

    void addLive(long bytes) {
        live += bytes;
    }

    /** Reads every committed batch in order; what follows the last of them doesn't count into {@link #length}. */
    void replay(BatchVisitor visitor) throws IOException {
        channel.position(0);
        DataInputStream input = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
        long size = channel.size();
        List<Entry> batch = new ArrayList<>();
        long position = 0;
        length = 0;
        for (Optional<byte[]> body = body(input, size - position);
                body.isPresent();
                body = body(input, size - position)) {
            Frame frame = Frame.parse(ByteBuffer.wrap(body.get()));
            batch.add(new Entry(frame, Math.toIntExact(position + HEADER)));
            position += HEADER + body.get().length;
            if (frame instanceof Frame.Commit commit) {
                length = position;
                visitor.visit(this, batch, commit.progress());
                batch.clear();
            }
        }
    }

    /** Bytes in the file behind {@link #length}: what a crash left of a batch. */
    long tail() throws IOException {
        return channel.size() - length;
    }

    void cutTail() throws IOException {
        channel.truncate(length);
    }

    /**
     * Appends a batch whole or not at all.
     *
     * @param bodies the last of which is a commit
     * @return where each body went
     */
    List<Integer> append(List<ByteBuffer> bodies) throws IOException {
        if (tail() > 0) {
            cutTail();
        }
        List<Integer> positions = new ArrayList<>();
        long end = length;
        try {
            for (ByteBuffer body : bodies) {
                positions.add(Math.toIntExact(end + HEADER));
                end += write(body, end);
            }
        } catch (IOException e) {
            cutTailAfter(e);
            throw e;
        }
        length = end;
        return positions;
    }

    /** Forces the file to the disk and maps it. */
    void seal() throws IOException {
        channel.force(true);
        mapping = Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, length));
    }

    ByteBuffer read(int position, int bytes) throws IOException {
        Optional<MappedByteBuffer> mapped = mapping;
        if (mapped.isPresent()) {
            return mapped.get().slice(position, bytes);
        }
        ByteBuffer content = ByteBuffer.allocate(bytes);
        while (content.hasRemaining()) {
            if (channel.read(content, (long) position + content.position()) < 0) {
                throw new IOException("segment '" + path + "' ends before position " + (position + bytes));
            }
        }
        return content.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void cutTailAfter(IOException failure) {
        try {
            cutTail();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private int write(ByteBuffer body, long position) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body.remaining());
        frame.putInt(body.remaining())
                .putInt(checksum(body))
                .put(body.duplicate())
                .flip();
        while (frame.hasRemaining()) {
            channel.write(frame, position + frame.position());
        }
        return frame.limit();
    }

    /** The next body, none where the rest of the file isn't a whole entry. */
    private static Optional<byte[]> body(DataInputStream input, long remaining) throws IOException {
        if (remaining < HEADER) {
            return Optional.empty();
        }
        int bytes = input.readInt();
        int checksum = input.readInt();
        if (bytes < 1 || bytes > remaining - HEADER) {
            return Optional.empty();
        }
        byte[] body = input.readNBytes(bytes);
        return checksum(ByteBuffer.wrap(body)) == checksum ? Optional.of(body) : Optional.empty();
    }

    private static int checksum(ByteBuffer body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.duplicate());
        return (int) checksum.getValue();
    }

    /** An entry and where its body starts in the file. */
    record Entry(Frame frame, int bodyPosition) {}

    /** Told each committed batch in order. */
    @FunctionalInterface
    interface BatchVisitor {
        void visit(SegmentFile segment, List<Entry> batch, StoreProgress progress) throws IOException;
    }
}
