package dev.millrace.modelregistry.chunks;

import dev.millrace.model.artifact.Sha256;
import java.nio.ByteBuffer;

/**
 * One slice of an artifact.
 *
 * @param artifact digest of the whole
 * @param index place of the slice, from 0
 * @param count slices in all
 * @param content what the buffer holds between position and limit
 */
public record Chunk(Sha256 artifact, int index, int count, ByteBuffer content) {

    public Chunk {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("chunk index must be 0 to count - 1, got " + index + " of " + count);
        }
        content = content.asReadOnlyBuffer();
    }
}
