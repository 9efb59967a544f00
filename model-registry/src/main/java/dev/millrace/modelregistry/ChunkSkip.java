package dev.millrace.modelregistry;

import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelRecord;
import java.util.Optional;

/**
 * The chunks between a version's first chunk and its manifest, which need not be read to index them.
 *
 * <p>A publish writes its chunks in order and then the manifest. If the manifest is exactly as many records after the first
 * chunk as there are chunks, then no other record is between them.
 *
 * @param offset of the first chunk
 * @param count number of chunks
 */
record ChunkSkip(String task, String version, long offset, int count) {

    /** Fewer chunks are read faster than left out. */
    private static final int LEAST_CHUNKS = 4;

    /** The skip that a record of the models topic may begin; empty if it is not the first of enough chunks. */
    static Optional<ChunkSkip> from(String key, ModelRecord value, long offset) {
        String[] parts = key.split("/", -1);
        boolean isFirst = parts.length == 3 && Task.isId(parts[0]) && parts[2].equals("0");
        if (!isFirst || !(value.getContent() instanceof ModelChunk chunk) || chunk.getCount() < LEAST_CHUNKS) {
            return Optional.empty();
        }
        return Optional.of(new ChunkSkip(parts[0], parts[1], offset, chunk.getCount()));
    }

    /** Where the manifest is if no other record is between. */
    long manifestOffset() {
        return offset + count;
    }

    String manifestKey() {
        return ModelKeys.manifest(task, version);
    }
}
