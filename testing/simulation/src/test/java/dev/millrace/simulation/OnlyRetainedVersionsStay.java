package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.records.ModelManifest;
import java.util.HashSet;
import java.util.Set;

/** After a retirement, a task has the newest versions and those that are named, and no chunk of another. */
final class OnlyRetainedVersionsStay implements Invariant {

    @Override
    public void check(SimulatedSystem mill) {
        for (SimulatedTrainer trainer : mill.trainers()) {
            if (trainer.takeHasRetired()) {
                SimulatedReader reader = mill.world().newReader();
                reader.readToEnd();
                mill.world().forget(reader);
                check(trainer.task(), reader.catalog(), trainer.keeps());
            }
        }
    }

    private static void check(Task task, ModelCatalog catalog, int keeps) {
        Set<String> unnamed = new HashSet<>();
        for (ModelManifest manifest : catalog.versions(task)) {
            unnamed.add(manifest.getVersion());
        }
        unnamed.removeAll(catalog.named(task));
        require(unnamed.size() <= keeps, task.id() + " keeps more than it needs: " + unnamed);
        for (String version : catalog.versionsWithChunks(task)) {
            int needed = catalog.manifest(task, version)
                    .map(ModelManifest::getChunks)
                    .orElse(0);
            boolean isNamed = catalog.named(task).contains(version);
            require(
                    isNamed || catalog.chunks(task, version).stream().allMatch(chunk -> chunk < needed),
                    task.id() + " " + version + " has left chunks behind");
        }
    }
}
