package dev.millrace.modelregistry.chunks;

import dev.millrace.model.artifact.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Splits an artifact into chunks that fit a Kafka message. */
public final class ChunkSplitter {

    /**
     * Small, so that a reader which leaves out a version loads little of it. Below Kafka's default limit of 1 MiB a message.
     */
    public static final int CHUNK_BYTES = 128 << 10;

    private ChunkSplitter() {}

    /**
     * Splits into at least one chunk of {@code chunkBytes} bytes each; the last may be shorter. The chunks share the
     * artifact's array.
     */
    public static List<Chunk> split(byte[] artifact, int chunkBytes) {
        if (chunkBytes < 1) {
            throw new IllegalArgumentException("chunk bytes must be at least 1, got " + chunkBytes);
        }
        Sha256 digest = Sha256.of(artifact);
        int count = Math.max(1, (artifact.length + chunkBytes - 1) / chunkBytes);
        List<Chunk> chunks = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int from = index * chunkBytes;
            int length = Math.min(chunkBytes, artifact.length - from);
            chunks.add(new Chunk(digest, index, count, ByteBuffer.wrap(artifact, from, length)));
        }
        return chunks;
    }
}
