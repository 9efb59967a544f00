package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A reader that has reached the end knows what the topics say, whether it followed them or started after compaction.
 */
final class LateReadersAgree implements Invariant {

    private final Map<String, List<Object>> checked = new HashMap<>();

    @Override
    public void check(SimulatedSystem mill) {
        for (SimulatedApp app : mill.apps()) {
            SimulatedReader reader = app.reader();
            List<Object> state = List.of(reader, reader.modelsPosition(), reader.aliasesPosition());
            if (reader.isAtTheEnd() && !state.equals(checked.put(app.name(), state))) {
                check(mill.world(), app.name(), reader.catalog());
            }
        }
    }

    private static void check(SimulationContext world, String name, ModelCatalog catalog) {
        Set<String> known = new HashSet<>();
        for (Task task : DefaultTasks.ALL) {
            catalog.versions(task).forEach(manifest -> known.add(ModelKeys.manifest(task.id(), manifest.getVersion())));
            for (String version : catalog.versionsWithChunks(task)) {
                catalog.chunks(task, version).forEach(chunk -> known.add(ModelKeys.chunk(task.id(), version, chunk)));
            }
            catalog.trainerAlias(task).ifPresent(alias -> known.add(ModelKeys.trainerAlias(task.id()) + alias));
            catalog.operatorAlias(task).ifPresent(alias -> known.add(ModelKeys.operatorAlias(task.id()) + alias));
        }
        Set<String> said = new HashSet<>();
        world.aliases()
                .newest()
                .forEach((key, entry) -> said.add(key + entry.value().getContent()));
        world.models().newest().entrySet().stream()
                .filter(LateReadersAgree::fitsItsKey)
                .forEach(each -> said.add(each.getKey()));
        require(known.equals(said), name + " knows " + known + ", the topics say " + said);
    }

    private static boolean fitsItsKey(Map.Entry<String, SimulatedTopic.Entry<ModelRecord>> each) {
        Object content = each.getValue().value().getContent();
        boolean isManifestKey = each.getKey().split("/", -1).length == 2;
        return content instanceof ModelManifest manifest
                ? isManifestKey && each.getKey().endsWith("/" + manifest.getVersion())
                : !isManifestKey;
    }
}
