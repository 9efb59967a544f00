package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;
import dev.millrace.simulation.ExpectedModels.Published;
import java.util.Optional;

/** The serving model is, to the last byte, what the trainer committed under that version. */
final class NeverServesAPartialModel implements Invariant {

    @Override
    public void check(SimulatedSystem mill) {
        for (SimulatedApp app : mill.apps()) {
            for (Task task : DefaultTasks.ALL) {
                app.stamp(task).ifPresent(stamp -> check(mill.world(), app, task, stamp));
            }
        }
    }

    private static void check(SimulationContext world, SimulatedApp app, Task task, ModelStamp stamp) {
        String name = app.name() + " serves " + task.id() + " " + stamp.getVersion();
        Optional<Published> published = world.truth().find(task, stamp.getVersion());
        require(published.isPresent(), name, "which was never published");
        require(published.get().sha256().equals(stamp.getSha256()), name, "with other bytes than were published");
        boolean isLoaded = app.models(task).stream()
                .anyMatch(model -> model.closes() == 0
                        && model.serial() == published.get().serial()
                        && model.artifact().sha256().hex().equals(stamp.getSha256()));
        require(isLoaded, name, "but another model is loaded");
    }
}
