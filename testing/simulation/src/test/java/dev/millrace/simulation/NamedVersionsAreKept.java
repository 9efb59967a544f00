package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.simulation.ExpectedModels.Published;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Retirement never removes a part of a version that is named: the champion, the previous champion, and the version that
 * the operator was told serves until a new pin or an unpin. Versions damaged by others are not checked.
 */
final class NamedVersionsAreKept implements Invariant {

    @Override
    public void check(SimulatedSystem mill) {
        SimulationContext world = mill.world();
        Set<String> keys = world.models().newestDecided().keySet();
        Map<String, SimulatedTopic.Entry<ModelAlias>> aliases = world.aliases().newestDecided();
        for (Task task : DefaultTasks.ALL) {
            for (String version : named(world, aliases, task)) {
                Optional<Published> published = world.truth().find(task, version);
                if (published.isPresent() && !world.truth().isSpoilt(task, version)) {
                    requireWhole(keys, published.get());
                }
            }
        }
    }

    private static Set<String> named(
            SimulationContext world, Map<String, SimulatedTopic.Entry<ModelAlias>> aliases, Task task) {
        Set<String> named = new HashSet<>();
        alias(aliases, ModelKeys.trainerAlias(task.id()))
                .map(alias -> (TrainerAlias) alias.getContent())
                .ifPresent(alias -> {
                    named.add(alias.getChampion());
                    Optional.ofNullable(alias.getPrevious()).ifPresent(named::add);
                });
        Optional<String> confirmed = world.truth().confirmed(task);
        alias(aliases, ModelKeys.operatorAlias(task.id()))
                .map(alias -> ((OperatorAlias) alias.getContent()).getVersion())
                .filter(version -> Optional.of(version).equals(confirmed))
                .ifPresent(named::add);
        return named;
    }

    private static Optional<ModelAlias> alias(Map<String, SimulatedTopic.Entry<ModelAlias>> aliases, String key) {
        return Optional.ofNullable(aliases.get(key)).map(SimulatedTopic.Entry::value);
    }

    private static void requireWhole(Set<String> keys, Published published) {
        String task = published.task().id();
        require(
                keys.contains(ModelKeys.manifest(task, published.version())),
                task + " " + published.version() + " is named and has lost its manifest");
        for (int chunk = 0; chunk < published.chunks().size(); chunk++) {
            require(
                    keys.contains(ModelKeys.chunk(task, published.version(), chunk)),
                    task + " " + published.version() + " is named and has lost chunk " + chunk);
        }
    }
}
