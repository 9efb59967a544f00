package dev.millrace.modelregistry.publish;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelManifest;
import java.time.Instant;
import java.util.Optional;

/** A model that passed the gate, ready to publish: its bytes and the content of its manifest. Immutable. */
public final class NewModel {

    private final Task task;
    private final ModelArtifact artifact;
    private final byte[] bytes;
    private final Instant createdAt;
    private final Optional<String> parent;

    /** @param parent the version it was fine-tuned from or compared with, if any */
    public NewModel(ModelArtifact artifact, Instant createdAt, Optional<String> parent) {
        this.task = artifact.manifest().architecture().task();
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
