package dev.millrace.service.models;

import dev.millrace.model.Task;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which versions there are, and which of them shall serve: the operator's word, else the trainer's champion. Immutable. */
public final class ModelCatalog {

    private final Map<Task, Map<String, ModelManifest>> manifests;
    private final Map<Task, TrainerAlias> trainerAliases;
    private final Map<Task, OperatorAlias> operatorAliases;

    ModelCatalog(
            Map<Task, Map<String, ModelManifest>> manifests,
            Map<Task, TrainerAlias> trainerAliases,
            Map<Task, OperatorAlias> operatorAliases) {
        this.manifests = Map.copyOf(manifests);
        this.trainerAliases = Map.copyOf(trainerAliases);
        this.operatorAliases = Map.copyOf(operatorAliases);
    }

    /** Every version that has a manifest, the oldest first. */
    public List<ModelManifest> versions(Task task) {
        return List.copyOf(manifestsOf(task));
    }

    public Optional<ModelManifest> manifest(Task task, String version) {
        return Optional.ofNullable(manifests.getOrDefault(task, Map.of()).get(version));
    }

    public Optional<TrainerAlias> trainerAlias(Task task) {
        return Optional.ofNullable(trainerAliases.get(task));
    }

    public Optional<OperatorAlias> operatorAlias(Task task) {
        return Optional.ofNullable(operatorAliases.get(task));
    }

    /** The version that shall serve, if its manifest is there. */
    public Optional<String> serving(Task task) {
        return named(task).filter(version -> manifest(task, version).isPresent());
    }

    /** The version that shall serve, though its manifest is not there (yet). */
    public Optional<String> dangling(Task task) {
        return named(task).filter(version -> manifest(task, version).isEmpty());
    }

    private Optional<String> named(Task task) {
        return Stream.concat(
                        operatorAlias(task).map(OperatorAlias::getVersion).stream(),
                        trainerAlias(task).map(TrainerAlias::getChampion).stream())
                .findFirst();
    }

    private Collection<ModelManifest> manifestsOf(Task task) {
        return manifests.getOrDefault(task, Map.of()).values();
    }
}
