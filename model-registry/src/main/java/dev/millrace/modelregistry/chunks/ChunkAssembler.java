package dev.millrace.modelregistry.chunks;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Assembles one artifact from its chunks, in any order and with duplicates. Does no I/O; not thread-safe.
 */
public final class ChunkAssembler {

    private final Sha256 artifact;
    private final int count;
    private final long maxBytes;
    private final TreeMap<Integer, ByteBuffer> chunks = new TreeMap<>();
    private long bytes;
    private boolean done;

    /**
     * @param artifact digest of the artifact to assemble
     * @param count number of its chunks
     * @param maxBytes largest size of the artifact
     */
    public ChunkAssembler(Sha256 artifact, int count, long maxBytes) {
        this.artifact = artifact;
        this.count = count;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a chunk. Duplicates and chunks of other artifacts are ignored.
     *
     * @return the artifact, on the call that adds its last chunk, and empty on every other call
     * @throws ArtifactException when the chunk claims another count, or when the chunks exceed {@code maxBytes} or don't match
     *     the digest; the latter two discard all chunks added so far
     */
    public Optional<byte[]> accept(Chunk chunk) {
        if (done || !chunk.artifact().equals(artifact)) {
            return Optional.empty();
        }
        if (chunk.count() != count) {
            throw new ArtifactException(
                    "artifact " + artifact.hex() + " has " + count + " chunks, one claims " + chunk.count());
        }
        if (chunks.putIfAbsent(chunk.index(), chunk.content()) == null) {
            bytes += chunk.content().remaining();
        }
        if (bytes > maxBytes) {
            clear();
            throw new ArtifactException("artifact " + artifact.hex() + " may have at most " + maxBytes + " bytes");
        }
        return chunks.size() == count ? Optional.of(verifiedArtifact()) : Optional.empty();
    }

    private byte[] verifiedArtifact() {
        byte[] content = concatenation();
        clear();
        verify(content);
        done = true;
        return content;
    }

    private void clear() {
        chunks.clear();
        bytes = 0;
    }

    private byte[] concatenation() {
        ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(bytes));
        chunks.values().forEach(chunk -> joined.put(chunk.duplicate()));
        return joined.array();
    }

    private void verify(byte[] content) {
        Sha256 actual = Sha256.of(content);
        if (!actual.equals(artifact)) {
            throw new ArtifactException(
                    "artifact digest mismatch: expected " + artifact.hex() + ", got " + actual.hex());
        }
    }
}
