package dev.millrace.modelregistry.chunks;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts one artifact together again, whatever the order of its slices and however often they come. Pure; not thread-safe.
 */
public final class ChunkAssembler {

    private final Sha256 artifact;
    private final int count;
    private final long maxBytes;
    private final TreeMap<Integer, ByteBuffer> slices = new TreeMap<>();
    private long bytes;
    private boolean done;

    /**
     * @param artifact digest of the artifact that is awaited
     * @param count slices it has
     * @param maxBytes that it may have in all
     */
    public ChunkAssembler(Sha256 artifact, int count, long maxBytes) {
        this.artifact = artifact;
        this.count = count;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a slice; one of another artifact or one already there changes nothing.
     *
     * @return the artifact, on the call that brings its last slice, and never again
     * @throws ArtifactException when the slices do not agree on their number, are too many bytes, or are not what the digest
     *     promised; whatever came so far is forgotten
     */
    public Optional<byte[]> accept(Chunk chunk) {
        if (done || !chunk.artifact().equals(artifact)) {
            return Optional.empty();
        }
        if (chunk.count() != count) {
            throw new ArtifactException(
                    "artifact " + artifact.hex() + " has " + count + " chunks, one claims " + chunk.count());
        }
        if (slices.putIfAbsent(chunk.index(), chunk.content()) == null) {
            bytes += chunk.content().remaining();
        }
        if (bytes > maxBytes) {
            forget();
            throw new ArtifactException("artifact " + artifact.hex() + " may have at most " + maxBytes + " bytes");
        }
        return slices.size() == count ? Optional.of(completed()) : Optional.empty();
    }

    private byte[] completed() {
        byte[] content = concatenation();
        forget();
        verify(content);
        done = true;
        return content;
    }

    private void forget() {
        slices.clear();
        bytes = 0;
    }

    private byte[] concatenation() {
        ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(bytes));
        slices.values().forEach(slice -> whole.put(slice.duplicate()));
        return whole.array();
    }

    private void verify(byte[] content) {
        Sha256 actual = Sha256.of(content);
        if (!actual.equals(artifact)) {
            throw new ArtifactException(
                    "artifact digest mismatch: expected " + artifact.hex() + ", got " + actual.hex());
        }
    }
}
