package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Of all models of a process, one is open, the serving one; every other was closed exactly once. A thread has at most
 * one classifier. A thread that has ended, or has no partition, has none. A thread that was idle has none of a replaced
 * model.
 */
final class ReplacedModelsAreFreedOnce implements Invariant {

    @Override
    public void check(SimulatedSystem mill) {
        for (SimulatedApp app : mill.apps()) {
            List<String> holders = new ArrayList<>();
            for (Task task : DefaultTasks.ALL) {
                checkClosed(app, task);
                app.models(task).forEach(model -> holders.addAll(model.openedBy()));
            }
            checkHolders(app, holders);
        }
        require(
                mill.keptByIdle().isEmpty(),
                "idle, with a replaced model:",
                mill.keptByIdle().toString());
    }

    private static void checkClosed(SimulatedApp app, Task task) {
        List<SimulatedModel> open = new ArrayList<>();
        for (SimulatedModel model : app.models(task)) {
            require(model.closes() < 2, app.name(), "closed a model", model.closes() + " times");
            if (model.closes() == 0) {
                open.add(model);
            }
        }
        Optional<String> serving = app.stamp(task).map(stamp -> stamp.getSha256());
        List<String> digests =
                open.stream().map(model -> model.artifact().sha256().hex()).toList();
        require(
                digests.equals(serving.stream().toList()),
                app.name() + " has " + digests.size() + " open " + task.id() + " models, one serves: "
                        + serving.isPresent());
    }

    private static void checkHolders(SimulatedApp app, List<String> holders) {
        require(new HashSet<>(holders).size() == holders.size(), "a thread has two classifiers:", holders.toString());
        Set<String> mayHold = app.threads().stream()
                .filter(thread -> !thread.partitions().isEmpty())
                .map(SimulatedThread::name)
                .collect(Collectors.toSet());
        require(mayHold.containsAll(holders), "not all of these may still hold a classifier:", holders.toString());
    }
}
