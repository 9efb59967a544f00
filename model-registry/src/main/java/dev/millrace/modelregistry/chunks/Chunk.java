package dev.millrace.modelregistry.chunks;

import dev.millrace.model.artifact.Sha256;
import java.nio.ByteBuffer;

/**
 * One chunk of an artifact.
 *
 * @param artifact digest of the whole artifact
 * @param index position of the chunk, from 0
 * @param count number of chunks of the artifact, at least 1
 * @param content the chunk's bytes, between the buffer's position and limit
 */
public record Chunk(Sha256 artifact, int index, int count, ByteBuffer content) {

    public Chunk {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("chunk index must be 0 to count - 1, got " + index + " of " + count);
        }
        content = content.asReadOnlyBuffer();
    }
}
