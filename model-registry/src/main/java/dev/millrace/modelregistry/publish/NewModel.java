package dev.millrace.modelregistry.publish;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.records.ModelManifest;
import java.time.Instant;
import java.util.Optional;

/** A model that is ready for the models topic: its bytes and the content of its manifest. Immutable. */
public final class NewModel {

    private final Task task;
    private final ModelArtifact artifact;
    private final byte[] bytes;
    private final Instant createdAt;
    private final Optional<String> parent;

    /**
     * Makes it ready.
     *
     * @param task whose inputs its network takes
     * @param parent the version it was fine-tuned from or compared with, if any
     * @throws IllegalArgumentException when the network takes inputs of another type
     */
    public NewModel(Task task, ModelArtifact artifact, Instant createdAt, Optional<String> parent) {
        TaskType type = artifact.manifest().architecture().type();
        if (type != task.type()) {
            throw new IllegalArgumentException(
                    "task '" + task + "' requires a network for " + task.type() + ", got one for " + type);
        }
        this.task = task;
        this.artifact = artifact;
        this.bytes = artifact.toBytes();
        this.createdAt = createdAt;
        this.parent = parent;
    }

    /** The model's artifact. */
    public ModelArtifact artifact() {
        return artifact;
    }

    Task task() {
        return task;
    }

    byte[] bytes() {
        return bytes;
    }

    Sha256 sha256() {
        return Sha256.of(bytes);
    }

    ModelManifest toManifest(String version, int chunks) {
        return ModelManifest.newBuilder()
                .setTask(task.id())
                .setVersion(version)
                .setSha256(sha256().hex())
                .setBytes(bytes.length)
                .setChunks(chunks)
                .setCreatedAt(createdAt.toEpochMilli())
                .setParent(parent.orElse(null))
                .setLabels(artifact.manifest().labels().names())
                .setExamples(artifact.manifest().provenance().trainingExamples())
                .setMetrics(artifact.manifest().metrics())
                .build();
    }
}
