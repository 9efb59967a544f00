package dev.millrace.modelregistry;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.chunks.Chunk;
import dev.millrace.modelregistry.chunks.ChunkAssembler;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import java.util.Optional;

/** Assembles a version's artifact from the chunks that the index lists. Its only effect is to read them. */
public final class ModelAssembly {

    private final ModelIndex index;
    private final RecordsByOffset records;
    private final long maxBytes;

    /** @param maxBytes largest artifact to accept; a larger one is rejected before it is assembled */
    public ModelAssembly(ModelIndex index, RecordsByOffset records, long maxBytes) {
        this.index = index;
        this.records = records;
        this.maxBytes = maxBytes;
    }

    /** Reads the models topic by offset. */
    @FunctionalInterface
    public interface RecordsByOffset {

        /** The record at {@code offset}; empty if it is a tombstone or was compacted away. */
        Optional<ModelRecord> read(long offset);
    }

    /** Assembles a version's artifact; same contract as {@link ModelSource#fetch}. */
    public byte[] assemble(Task task, String version) {
        ModelManifest manifest = index.manifest(task, version)
                .orElseThrow(() -> new MissingModelException("no manifest of " + task.id() + " model " + version));
        ChunkAssembler assembler = new ChunkAssembler(digest(manifest), manifest.getChunks(), maxBytes);
        Optional<byte[]> artifact = Optional.empty();
        for (int chunk = 0; chunk < manifest.getChunks() && artifact.isEmpty(); chunk++) {
            artifact = assembler.accept(chunk(task, version, chunk));
        }
        return artifact.orElseThrow(
                () -> new MissingModelException(task.id() + " model " + version + " is incomplete"));
    }

    private Chunk chunk(Task task, String version, int number) {
        String name = "chunk " + number + " of " + task.id() + " model " + version;
        long offset = index.chunkOffset(task, version, number)
                .orElseThrow(() -> new MissingModelException(name + " is not on the topic"));
        ModelRecord record =
                records.read(offset).orElseThrow(() -> new MissingModelException(name + " was compacted away"));
        if (!(record.getContent() instanceof ModelChunk chunk)) {
            throw new ArtifactException(name + " is not a chunk");
        }
        try {
            return new Chunk(new Sha256(chunk.getSha256()), chunk.getIndex(), chunk.getCount(), chunk.getContent());
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(name + ": " + e.getMessage());
        }
    }

    private static Sha256 digest(ModelManifest manifest) {
        try {
            return new Sha256(manifest.getSha256());
        } catch (IllegalArgumentException e) {
            throw new ArtifactException("manifest of model " + manifest.getVersion() + ": " + e.getMessage());
        }
    }
}
