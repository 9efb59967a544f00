package dev.millrace.trainer.examples;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One entry of a segment file. In the file its body stands behind its length and its CRC-32C (32 bit each, big-endian).
 *
 * <p>A batch of entries counts once a {@link Commit} follows it.
 */
sealed interface Frame {

    /** A content with its label; {@code contentStart} is the content's place in the body. */
    record Example(ContentHash hash, String label, int contentStart, int contentLength) implements Frame {
        @Override
        public <R> R fold(
                Function<Example, R> onExample, Function<Relabel, R> onRelabel, Function<Commit, R> onCommit) {
            return onExample.apply(this);
        }
    }

    /** A known content's new label. */
    record Relabel(ContentHash hash, String label) implements Frame {
        @Override
        public <R> R fold(
                Function<Example, R> onExample, Function<Relabel, R> onRelabel, Function<Commit, R> onCommit) {
            return onRelabel.apply(this);
        }
    }

    /** The end of a batch, and where the store stands after it. */
    record Commit(StoreProgress progress) implements Frame {
        @Override
        public <R> R fold(
                Function<Example, R> onExample, Function<Relabel, R> onRelabel, Function<Commit, R> onCommit) {
            return onCommit.apply(this);
        }
    }

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Example, R> onExample, Function<Relabel, R> onRelabel, Function<Commit, R> onCommit);

    /** The body of an {@link Example}. */
    static ByteBuffer example(ContentHash hash, String label, ByteBuffer content) {
        byte[] labelBytes = label.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body =
                ByteBuffer.allocate(1 + ContentHash.BYTES + Short.BYTES + labelBytes.length + content.remaining());
        body.put((byte) 'E');
        hash.writeTo(body);
        putText(body, labelBytes);
        return body.put(content).flip();
    }

    /** Where the content starts in the body of an {@link Example}. */
    static int contentStart(ByteBuffer exampleBody) {
        int labelAt = 1 + ContentHash.BYTES;
        return labelAt + Short.BYTES + exampleBody.getShort(labelAt);
    }

    /** The body of a {@link Relabel}. */
    static ByteBuffer relabel(ContentHash hash, String label) {
        byte[] labelBytes = label.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(1 + ContentHash.BYTES + Short.BYTES + labelBytes.length);
        body.put((byte) 'R');
        hash.writeTo(body);
        putText(body, labelBytes);
        return body.flip();
    }

    /** The body of a {@link Commit}. */
    static ByteBuffer commit(StoreProgress progress) {
        int size = 1 + 2 * Long.BYTES + Integer.BYTES;
        for (OffsetRange range : progress.data()) {
            size += Short.BYTES + range.topic().getBytes(StandardCharsets.UTF_8).length;
            size += Integer.BYTES + 2 * Long.BYTES;
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        body.put((byte) 'C').putLong(progress.arrivals()).putLong(progress.learned());
        body.putInt(progress.data().size());
        for (OffsetRange range : progress.data()) {
            putText(body, range.topic().getBytes(StandardCharsets.UTF_8));
            body.putInt(range.partition()).putLong(range.from()).putLong(range.to());
        }
        return body.flip();
    }

    /** @throws IllegalArgumentException when the body is of no known kind, or not as its kind requires */
    static Frame parse(ByteBuffer body) {
        try {
            return parseTrusted(body);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("an entry that ends early", e);
        }
    }

    private static Frame parseTrusted(ByteBuffer body) {
        byte kind = body.get();
        if (kind == 'E') {
            ContentHash hash = ContentHash.readFrom(body);
            String label = text(body);
            return new Example(hash, label, body.position(), body.remaining());
        }
        if (kind == 'R') {
            return new Relabel(ContentHash.readFrom(body), text(body));
        }
        if (kind == 'C') {
            return commit(body);
        }
        throw new IllegalArgumentException("unknown kind of entry: " + kind);
    }

    private static Commit commit(ByteBuffer body) {
        long arrivals = body.getLong();
        long learned = body.getLong();
        int ranges = body.getInt();
        List<OffsetRange> data = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            data.add(new OffsetRange(text(body), body.getInt(), body.getLong(), body.getLong()));
        }
        return new Commit(new StoreProgress(arrivals, learned, data));
    }

    private static void putText(ByteBuffer body, byte[] text) {
        body.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer body) {
        int bytes = body.getShort();
        if (bytes < 0 || bytes > body.remaining()) {
            throw new IllegalArgumentException("a text claims " + bytes + " bytes, " + body.remaining() + " are there");
        }
        byte[] text = new byte[bytes];
        body.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
