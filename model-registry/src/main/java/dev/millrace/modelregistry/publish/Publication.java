package dev.millrace.modelregistry.publish;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.ModelVersion;
import dev.millrace.modelregistry.chunks.Chunk;
import dev.millrace.modelregistry.chunks.ChunkSplitter;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.TrainerAlias;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of one publish in the order in which they are sent: chunks, manifest, alias.
 *
 * @param models records of the models topic
 * @param alias the trainer's new alias
 */
public record Publication(Task task, String version, List<ModelEntry> models, TrainerAlias alias) {

    /** One record of the models topic. */
    public record ModelEntry(String key, ModelRecord content) {}

    /**
     * Plans the publish of {@code model} under the version that follows every one the catalog knows.
     *
     * @param chunkBytes size of a chunk, at least 1
     */
    public static Publication of(NewModel model, ModelCatalog catalog, int chunkBytes) {
        Task task = model.task();
        String version = ModelVersion.next(knownVersions(catalog, task), model.sha256());
        List<Chunk> chunks = ChunkSplitter.split(model.bytes(), chunkBytes);
        ModelManifest manifest = model.toManifest(version, chunks.size());
        TrainerAlias alias = alias(version, catalog.trainerAlias(task));
        List<ModelEntry> models = new ArrayList<>();
        for (Chunk chunk : chunks) {
            models.add(entry(ModelKeys.chunk(task.id(), version, chunk.index()), toRecord(chunk)));
        }
        models.add(entry(ModelKeys.manifest(task.id(), version), manifest));
        return new Publication(task, version, models, alias);
    }

    /** The value of the record of the model-aliases topic. */
    public ModelAlias aliasRecord() {
        return ModelAlias.newBuilder().setContent(alias).build();
    }

    /** The value of the record that makes {@code version} the champion after {@code before}. */
    static ModelAlias aliasRecord(String version, Optional<TrainerAlias> before) {
        return ModelAlias.newBuilder().setContent(alias(version, before)).build();
    }

    private static List<String> knownVersions(ModelCatalog catalog, Task task) {
        List<String> known = new ArrayList<>();
        catalog.versions(task).forEach(manifest -> known.add(manifest.getVersion()));
        catalog.trainerAlias(task).ifPresent(alias -> known.add(alias.getChampion()));
        catalog.operatorAlias(task).ifPresent(alias -> known.add(alias.getVersion()));
        return known;
    }

    private static TrainerAlias alias(String version, Optional<TrainerAlias> before) {
        return TrainerAlias.newBuilder()
                .setChampion(version)
                .setPrevious(before.map(TrainerAlias::getChampion).orElse(null))
                .build();
    }

    private static ModelChunk toRecord(Chunk chunk) {
        return ModelChunk.newBuilder()
                .setSha256(chunk.artifact().hex())
                .setIndex(chunk.index())
                .setCount(chunk.count())
                .setContent(chunk.content())
                .build();
    }

    private static ModelEntry entry(String key, Object content) {
        return new ModelEntry(key, ModelRecord.newBuilder().setContent(content).build());
    }
}
