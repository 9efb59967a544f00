package dev.millrace.drills.model;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.modelregistry.ModelVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every model that a scenario published, whether or not it is still on the topic. Thread-safe. */
public final class ModelArchive {

    private final Map<Name, ModelArtifact> artifacts = new ConcurrentHashMap<>();

    private record Name(Task task, String version) {}

    /**
     * Adds a model.
     *
     * @throws IllegalStateException when the version exists with other content, because a version never changes
     */
    public void put(Task task, String version, ModelArtifact artifact) {
        ModelArtifact before = artifacts.putIfAbsent(new Name(task, version), artifact);
        if (before != null && !before.sha256().equals(artifact.sha256())) {
            throw new IllegalStateException(task.id() + " model " + version + " was published twice, first as "
                    + before.sha256() + ", then as " + artifact.sha256());
        }
    }

    /** Whether the version was published. */
    public boolean has(Task task, String version) {
        return artifacts.containsKey(new Name(task, version));
    }

    /** Whether the version of the task with that id was published. */
    public boolean has(String task, String version) {
        return artifacts.keySet().stream()
                .anyMatch(
                        name -> name.task().id().equals(task) && name.version().equals(version));
    }

    /** The versions of a task, oldest first. */
    public List<String> versions(Task task) {
        return artifacts.keySet().stream()
                .filter(name -> name.task().equals(task))
                .map(Name::version)
                .sorted(ModelVersion.OLDEST_FIRST)
                .toList();
    }

    /** The labels of a version that was published. */
    public Set<String> labels(Task task, String version) {
        ModelArtifact artifact = Objects.requireNonNull(artifacts.get(new Name(task, version)));
        return Set.copyOf(artifact.manifest().labels().names());
    }

    /** Number of versions of a task. */
    public long count(Task task) {
        return artifacts.keySet().stream()
                .filter(name -> name.task().equals(task))
                .count();
    }

    /**
     * Loads the model if it is there and has that digest; the caller closes it. {@code T} must be what models of the
     * task take.
     */
    public <T> Optional<LoadedModel<T>> load(Task task, String version, String sha256) {
        return Optional.ofNullable(artifacts.get(new Name(task, version)))
                .filter(artifact -> artifact.sha256().hex().equals(sha256))
                .map(artifact -> load(task, artifact));
    }

    /** Loads a version that was published; the caller closes it. {@code T} must be what models of the task take. */
    public <T> LoadedModel<T> load(Task task, String version) {
        return load(task, Objects.requireNonNull(artifacts.get(new Name(task, version))));
    }

    @SuppressWarnings("unchecked") // the task decides what its models take
    private static <T> LoadedModel<T> load(Task task, ModelArtifact artifact) {
        return (LoadedModel<T>)
                (task.type() == TaskType.IMAGE
                        ? ImageModels.load(artifact, ImageLimits.standard())
                        : TextModels.load(artifact, TextLimits.standard()));
    }
}
