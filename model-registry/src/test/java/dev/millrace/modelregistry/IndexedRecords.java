package dev.millrace.modelregistry;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of the model topics, for tests without a broker. */
public final class IndexedRecords {

    private final ModelIndex index = new ModelIndex();
    private long nextOffset;

    /** What the records so far come to. */
    public ModelCatalog catalog() {
        return index.catalog();
    }

    ModelIndex index() {
        return index;
    }

    /** A manifest that says {@code chunks}, under its own key. */
    public IndexedRecords manifest(Task task, String version, int chunks) {
        return model(ModelKeys.manifest(task.id(), version), manifest(task, version, chunks, "a".repeat(64)));
    }

    /** A manifest of one chunk that names the version before it, as that of a champion does. */
    public IndexedRecords successor(Task task, String version, String parent) {
        ModelManifest orphan =
                (ModelManifest) manifest(task, version, 1, "a".repeat(64)).getContent();
        ModelManifest manifest =
                ModelManifest.newBuilder(orphan).setParent(parent).build();
        return model(ModelKeys.manifest(task.id(), version), new ModelRecord(manifest));
    }

    /** Chunks under their own keys, by number. */
    public IndexedRecords chunks(Task task, String version, int... numbers) {
        for (int number : numbers) {
            model(ModelKeys.chunk(task.id(), version, number), chunk(number));
        }
        return this;
    }

    /** The trainer's alias of images; {@code previous} may be missing. */
    public IndexedRecords champion(String version, @Nullable String previous) {
        index.accept(ModelKeys.trainerAlias("image"), new ModelAlias(new TrainerAlias(version, previous)));
        return this;
    }

    /** The operator's alias of images. */
    public IndexedRecords pin(String version) {
        index.accept(ModelKeys.operatorAlias("image"), pinned(version));
        return this;
    }

    /** A record of the models topic at the next offset, from 0; {@code null} is a tombstone. */
    IndexedRecords model(String key, @Nullable ModelRecord value) {
        index.accept(key, value, nextOffset++);
        return this;
    }

    static ModelAlias pinned(String version) {
        return new ModelAlias(new OperatorAlias(version, "an operator", 0L, null));
    }

    static ModelRecord chunk(int number) {
        return chunk("a".repeat(64), number, number + 1, new byte[] {(byte) number});
    }

    static ModelRecord chunk(String digest, int number, int count, byte[] content) {
        return new ModelRecord(new ModelChunk(digest, number, count, ByteBuffer.wrap(content)));
    }

    static ModelRecord manifest(Task task, String version, int chunks, String digest) {
        return new ModelRecord(
                new ModelManifest(task.id(), version, digest, 1L, chunks, 0L, null, List.of("a", "b"), 1L, Map.of()));
    }

    static ModelRecord manifest(String version, int chunks, byte[] content) {
        return manifest(DefaultTasks.IMAGE, version, chunks, Sha256.of(content).hex());
    }
}
