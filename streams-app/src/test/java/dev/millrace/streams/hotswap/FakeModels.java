package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.ModelStamp;
import dev.millrace.streams.testing.FakeModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/** Fakes of both tasks' models, and whether they find memory when they are loaded. */
final class FakeModels {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final CurrentModel<String> images = new CurrentModel<>();
    final CurrentModel<String> reviews = new CurrentModel<>();
    final ModelInstaller<String> imageInstaller = installer(DefaultTasks.IMAGE, images);
    final ModelInstaller<String> reviewInstaller = installer(DefaultTasks.REVIEW, reviews);

    /** Whether the next model that is loaded finds memory. */
    volatile boolean hasMemory = true;

    /** The version that {@code current} serves, or {@code none}. */
    static String serving(CurrentModel<String> current) {
        return current.stamp().map(ModelStamp::getVersion).orElse("none");
    }

    private ModelInstaller<String> installer(Task task, CurrentModel<String> current) {
        ModelKind<String> kind = new ModelKind<>(task, this::load, List.of("good"));
        return new ModelInstaller<>(kind, 2, current, new InstallerMetrics(meters, task), () -> {});
    }

    private LoadedModel<String> load(ModelArtifact artifact) {
        FakeModel model = new FakeModel(artifact);
        if (!hasMemory) {
            model.exhaust();
        }
        return model;
    }
}
