package dev.millrace.cli.models;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.MissingModelException;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.service.tasks.TaskConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model that the user names: a file, or a version on the models topic. Only a version needs Kafka.
 *
 * @param published where it was fetched from; empty for a file
 */
public record NamedModel(ModelArtifact artifact, Optional<Published> published) {

    /** A version of a task. */
    public record Published(Task task, String version) {}

    /**
     * Reads the file of that name or, if there is none, the version.
     *
     * @param task whose versions are meant; empty for those of every task
     * @throws CommandException when there is neither, or it is no complete model
     */
    public static NamedModel read(String name, Optional<Task> task, ClusterOptions options) {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return new NamedModel(ModelFile.read(file), Optional.empty());
        }
        if (name.contains("/") || name.contains(".")) {
            throw new CommandException("there is no model file '" + name + "'");
        }
        try (Cluster cluster = Cluster.of(options.connection())) {
            cluster.requireReadable(List.of(
                    cluster.topics().models().name(),
                    cluster.topics().modelAliases().name()));
            try (ModelLog log = ModelLog.openAtEnd(cluster.connection(), cluster.topics())) {
                return fetch(log, new Published(task.orElseGet(() -> owner(name, log, cluster)), name));
            }
        } catch (MissingModelException e) {
            throw new CommandException("'" + name + "' is neither a file nor a version: " + e.getMessage(), e);
        } catch (ArtifactException e) {
            throw new CommandException("version '" + name + "' is no model: " + e.getMessage(), e);
        }
    }

    private static NamedModel fetch(ModelLog log, Published version) {
        return new NamedModel(ModelArtifact.parse(log.fetch(version.task(), version.version())), Optional.of(version));
    }

    private static Task owner(String version, ModelLog log, Cluster cluster) {
        return cluster.tasks().tasks().stream()
                .map(TaskConfig::task)
                .filter(task -> log.catalog().manifest(task, version).isPresent())
                .findFirst()
                .orElseThrow(() -> new CommandException("'" + version + "' is neither a file nor a version of "
                        + String.join(" or ", cluster.tasks().ids())));
    }
}
