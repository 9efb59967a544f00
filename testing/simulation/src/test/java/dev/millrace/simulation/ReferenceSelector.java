package dev.millrace.simulation;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.simulation.ExpectedModels.Published;
import dev.millrace.simulation.SimulatedTopic.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The version that must serve according to what a reader has read, computed in the simplest way. */
final class ReferenceSelector {

    private final SimulationContext world;
    private final SimulatedReader reader;

    ReferenceSelector(SimulationContext world, SimulatedReader reader) {
        this.world = world;
        this.reader = reader;
    }

    /** The version that the operator's alias names, otherwise the trainer's; empty without its manifest. */
    Optional<String> wanted(Task task) {
        Optional<ModelAlias> operator = reader.seenAlias(ModelKeys.operatorAlias(task.id()));
        Optional<ModelAlias> trainer = reader.seenAlias(ModelKeys.trainerAlias(task.id()));
        return operator.map(alias -> ((OperatorAlias) alias.getContent()).getVersion())
                .or(() -> trainer.map(alias -> ((TrainerAlias) alias.getContent()).getChampion()))
                .filter(version -> manifest(task, version).isPresent());
    }

    /** What may serve where nothing does and the named version cannot. */
    List<String> substitutes(Task task) {
        Optional<TrainerAlias> trainer =
                reader.seenAlias(ModelKeys.trainerAlias(task.id())).map(alias -> (TrainerAlias) alias.getContent());
        Optional<String> target = reader.seenAlias(ModelKeys.operatorAlias(task.id()))
                .map(alias -> ((OperatorAlias) alias.getContent()).getVersion())
                .or(() -> trainer.map(TrainerAlias::getChampion));
        Set<String> champions = new HashSet<>();
        trainer.ifPresent(alias -> champions.add(alias.getChampion()));
        trainer.map(TrainerAlias::getPrevious).ifPresent(champions::add);
        return reader.catalog().versions(task).stream()
                .filter(version -> champions.contains(version.getVersion())
                        || (version.getParent() != null
                                && target.filter(named -> version.getVersion().compareTo(named) < 0)
                                        .isPresent()))
                .map(ModelManifest::getVersion)
                .filter(version -> !target.equals(Optional.of(version)))
                .toList();
    }

    /** Whether the topic has all of it as the trainer published it. */
    boolean isWhole(Task task, String version) {
        Optional<Published> published = world.truth().find(task, version);
        return published.isPresent()
                && manifest(task, version)
                        .filter(manifest ->
                                manifest.getSha256().equals(published.get().sha256())
                                        && manifest.getChunks()
                                                == published.get().chunks().size())
                        .isPresent()
                && areChunksThere(published.get());
    }

    private Optional<ModelManifest> manifest(Task task, String version) {
        return reader.seenModel(ModelKeys.manifest(task.id(), version))
                .map(Entry::value)
                .map(ModelRecord::getContent)
                .filter(ModelManifest.class::isInstance)
                .map(ModelManifest.class::cast)
                .filter(manifest -> manifest.getVersion().equals(version));
    }

    private boolean areChunksThere(Published published) {
        for (int chunk = 0; chunk < published.chunks().size(); chunk++) {
            int number = chunk;
            String key = ModelKeys.chunk(published.task().id(), published.version(), chunk);
            boolean isThere = reader.seenModel(key)
                    .flatMap(seen -> world.models().at(seen.offset()))
                    .map(Entry::value)
                    .filter(record -> published.isChunk(number, record))
                    .isPresent();
            if (!isThere) {
                return false;
            }
        }
        return true;
    }
}
