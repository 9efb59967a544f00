package dev.millrace.trainer.examples;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of entries, appended at its end. Sealed, it never grows again, and is read through a read-only mapping.
 *
 * <p>One thread appends and seals; any thread reads what was appended before it learned of it.
 */
final class SegmentFile implements Closeable {

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

    /**
     * Reads every committed batch in order; what follows the last of them doesn't count into {@link #length}.
     *
     * @throws ExampleStoreException when an entry has the checksum that it should have and yet can't be read: another
     *     version wrote it
     */
    void replay(BatchVisitor visitor) throws IOException {
        EntryReader entries = EntryReader.of(path, channel);
        List<Entry> batch = new ArrayList<>();
        length = 0;
        for (Optional<Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            batch.add(entry.get());
            if (entry.get().frame() instanceof Frame.Commit commit) {
                length = entries.position();
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
                positions.add(Math.toIntExact(end + EntryReader.HEADER));
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
        ByteBuffer frame = ByteBuffer.allocate(EntryReader.HEADER + body.remaining());
        frame.putInt(body.remaining())
                .putInt(EntryReader.checksum(body))
                .put(body.duplicate())
                .flip();
        while (frame.hasRemaining()) {
            channel.write(frame, position + frame.position());
        }
        return frame.limit();
    }

    /** An entry and where its body starts in the file. */
    record Entry(Frame frame, int bodyPosition) {}

    /** Told each committed batch in order. */
    @FunctionalInterface
    interface BatchVisitor {
        void visit(SegmentFile segment, List<Entry> batch, StoreProgress progress) throws IOException;
    }
}
