package dev.millrace.simulation;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelSource;
import dev.millrace.records.ModelStamp;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.hotswap.InstallerMetrics;
import dev.millrace.streams.hotswap.ModelInstaller;
import dev.millrace.streams.hotswap.ModelKind;
import dev.millrace.streams.hotswap.ModelSelector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The model feed without its thread and its log: the real selector and installer. */
public final class SimulatedFeed {

    private static final int LARGEST_BATCH = 4;

    private final ModelSelector selector = new ModelSelector();
    private final Map<Task, CurrentModel<String>> current = new HashMap<>();
    private final Map<Task, ModelInstaller<String>> installers = new HashMap<>();

    /** @param load called with each artifact that is offered */
    public SimulatedFeed(BiFunction<Task, ModelArtifact, LoadedModel<String>> load) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        for (Task task : DefaultTasks.ALL) {
            CurrentModel<String> ofTask = new CurrentModel<>();
            ModelKind<String> kind =
                    new ModelKind<>(task, artifact -> load.apply(task, artifact), List.of(SimulatedModel.SAMPLE));
            current.put(task, ofTask);
            installers.put(
                    task,
                    new ModelInstaller<>(kind, LARGEST_BATCH, ofTask, new InstallerMetrics(meters, task), () -> {}));
        }
    }

    /** Offers the models that a reader knows. */
    public void serve(Task task, ModelSource models, long now) {
        selector.serve(installer(task), models, now);
    }

    /** The serving model of a task. */
    public CurrentModel<String> current(Task task) {
        return Optional.ofNullable(current.get(task)).orElseThrow();
    }

    /** The serving version of a task; empty before the first one. */
    public Optional<String> serving(Task task) {
        return current(task).stamp().map(ModelStamp::getVersion);
    }

    private ModelInstaller<String> installer(Task task) {
        return Optional.ofNullable(installers.get(task)).orElseThrow();
    }
}
