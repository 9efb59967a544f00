package dev.millrace.drills.model;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelVersion;
import dev.millrace.modelregistry.chunks.Chunk;
import dev.millrace.modelregistry.chunks.ChunkSplitter;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A model in chunks, as the trainer publishes it. A drill may damage a part before publishing. */
public record Release(Task task, String version, List<ModelChunk> chunks, ModelManifest manifest) {

    public Release {
        chunks = List.copyOf(chunks);
    }

    /**
     * An intact release.
     *
     * @param number of the version, from 0
     */
    public static Release of(Task task, int number, ModelArtifact artifact) {
        return promising(
                task,
                number,
                artifact.toBytes(),
                artifact.sha256(),
                artifact.manifest().labels().names());
    }

    /** A release with a digest that may differ from that of the bytes. */
    public static Release promising(Task task, int number, byte[] artifact, Sha256 promised, List<String> labels) {
        String version = ModelVersion.of(number + 1, promised);
        List<ModelChunk> chunks = ChunkSplitter.split(artifact, ChunkSplitter.CHUNK_BYTES).stream()
                .map(chunk -> toRecord(chunk, promised))
                .toList();
        ModelManifest manifest = ModelManifest.newBuilder()
                .setTask(task.id())
                .setVersion(version)
                .setSha256(promised.hex())
                .setBytes(artifact.length)
                .setChunks(chunks.size())
                .setCreatedAt(0)
                .setLabels(labels)
                .setExamples(1)
                .setMetrics(Map.of())
                .build();
        return new Release(task, version, chunks, manifest);
    }

    /** The same release with other chunks. */
    public Release withChunks(UnaryOperator<List<ModelChunk>> change) {
        return new Release(task, version, change.apply(chunks), manifest);
    }

    private static ModelChunk toRecord(Chunk chunk, Sha256 promised) {
        return ModelChunk.newBuilder()
                .setSha256(promised.hex())
                .setIndex(chunk.index())
                .setCount(chunk.count())
                .setContent(chunk.content())
                .build();
    }
}
