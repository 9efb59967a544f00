package dev.millrace.trainer.runs;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.examples.LabelledContent;
import dev.millrace.trainer.examples.OffsetAdvance;
import dev.millrace.trainer.examples.Retention;
import dev.millrace.trainer.examples.Shares;
import dev.millrace.trainer.examples.StoreSettings;
import dev.millrace.trainer.gate.GateSettings;
import dev.millrace.trainer.training.FitPlan;
import dev.millrace.trainer.training.LabelLimits;
import dev.millrace.trainer.training.Schedule;
import dev.millrace.trainer.training.SelectionSettings;
import dev.millrace.trainer.training.StartFrom;
import dev.millrace.trainer.training.TaskPipeline;
import dev.millrace.trainer.training.TriggerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store with examples, and runs over it without Kafka. */
final class RunsFixture implements AutoCloseable {

    static final TriggerSettings TRIGGER = new TriggerSettings(100, 100, 0, Duration.ofHours(1));

    final RecordingModelStore models = new RecordingModelStore();
    final MeterRegistry meters = new SimpleMeterRegistry();
    LabelLimits limits = new LabelLimits(20, 3, Set.of());
    int examplesPerLabel = 50;
    final ExampleStore store;
    private int images;

    RunsFixture(Path directory) throws IOException {
        this.store = ExampleStore.open(directory, StoreSettings.of(new Retention(50_000, 1_000, 1), Shares.standard()));
    }

    /** Adds images with the labels in turn, each label with its own brightness. */
    void label(int count, String... labels) throws IOException {
        List<LabelledContent> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = labels[i % labels.length];
            byte[] content = new byte[8 * 8 * 3];
            Arrays.fill(content, (byte) (32 + 64 * (label.charAt(0) - 'a')));
            content[0] = (byte) images;
            content[1] = (byte) (images >> 8);
            images++;
            batch.add(LabelledContent.of(content, label));
        }
        store.append(batch, OffsetAdvance.none());
    }

    <F, T> UploadRun<F, T> uploads(TaskPipeline<F, T> pipeline) {
        return new UploadRun<>(pipeline, settings(), store, models, InstantSource.system());
    }

    <F, T> TrainingRunExecutor<F, T> executor(TaskPipeline<F, T> pipeline) {
        return new TrainingRunExecutor<>(
                pipeline,
                settings(),
                store,
                models,
                new RunMetrics(meters, DefaultTasks.IMAGE),
                InstantSource.system(),
                Map.of());
    }

    private RunSettings settings() {
        FitPlan plan =
                new FitPlan(new FitSettings(Optimizer.ADAM, 0.5, 64, 3, 0, 1), Schedule.COSINE, 3, Optional.empty());
        return new RunSettings(
                TRIGGER,
                new SelectionSettings(examplesPerLabel, 1_000, 1_000),
                limits,
                plan,
                StartFrom.FRESH,
                new GateSettings(0, 0.5, 10));
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
