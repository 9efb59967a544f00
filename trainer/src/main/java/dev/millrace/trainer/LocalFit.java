package dev.millrace.trainer;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.LabelName;
import dev.millrace.model.spec.Task;
import dev.millrace.model.text.TextLimits;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.examples.LabelledContent;
import dev.millrace.trainer.examples.OffsetAdvance;
import dev.millrace.trainer.examples.Split;
import dev.millrace.trainer.examples.SplitKey;
import dev.millrace.trainer.runs.ChampionState;
import dev.millrace.trainer.runs.ModelStore;
import dev.millrace.trainer.runs.RunMetrics;
import dev.millrace.trainer.runs.RunReport;
import dev.millrace.trainer.runs.RunSettings;
import dev.millrace.trainer.runs.TrainingRunExecutor;
import dev.millrace.trainer.training.FitPlan;
import dev.millrace.trainer.training.ImagePipeline;
import dev.millrace.trainer.training.LabelDecisions;
import dev.millrace.trainer.training.ReviewPipeline;
import dev.millrace.trainer.training.StoredContent;
import dev.millrace.trainer.training.TaskPipeline;
import dev.millrace.trainer.training.Trigger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One training run without Kafka: the trainer's store, settings and code on examples that the caller supplies. It has no
 * time budget, so on one machine the same examples, settings and thread count give the same weights. Not thread-safe.
 */
public final class LocalFit implements AutoCloseable {

    private static final int BATCH = 500;

    private final TrainerConfig config;
    private final TextLimits textLimits = TextLimits.standard();
    private final Task task;
    private final ExampleStore store;
    private final List<LabelledContent> batch = new ArrayList<>();

    private LocalFit(TrainerConfig config, Task task, ExampleStore store) {
        this.config = config;
        this.task = task;
        this.store = store;
    }

    /**
     * The result of a run.
     *
     * @param model empty if the run failed or the gate refused the model
     * @param reason one sentence
     */
    public record Result(Optional<ModelArtifact> model, String reason) {}

    /**
     * Opens a run over an empty directory.
     *
     * @param environment the trainer's settings, as {@link TrainerConfig} reads them
     * @param key by which the examples are divided into splits, if any
     * @param directory holds the examples; must be empty
     * @throws dev.millrace.service.InvalidSettingsException naming every problem
     */
    public static LocalFit open(Task task, Map<String, String> environment, Optional<SplitKey> key, Path directory)
            throws IOException {
        TrainerConfig config = TrainerConfig.from(environment);
        return new LocalFit(
                config,
                task,
                ExampleStore.open(directory, config.settings(task).store().with(key)));
    }

    /** Adds an example to an image run. Returns false if it cannot be decoded, or the run learns texts. */
    public boolean add(EncodedImage image, String label) throws IOException {
        return add(content(image), label);
    }

    /** Adds an example to a review run. Returns false if the text has no word or too many characters. */
    public boolean add(String text, String label) throws IOException {
        return add(content(text), label);
    }

    /** The split of an added image; empty if it could not be decoded, or was left out of all splits. */
    public Optional<Split> split(EncodedImage image) throws IOException {
        return split(content(image));
    }

    /** The split of an added text; empty if there is nothing to learn from, or it was left out of all splits. */
    public Optional<Split> split(String text) throws IOException {
        return split(content(text));
    }

    private Optional<Split> split(Optional<byte[]> content) throws IOException {
        flush();
        return content.isEmpty() ? Optional.empty() : store.split(content.get());
    }

    private Optional<byte[]> content(EncodedImage image) {
        return network() instanceof NetworkSettings.OfImages images
                ? StoredContent.of(image, images.limits(), images.shape().input())
                : Optional.empty();
    }

    private Optional<byte[]> content(String text) {
        return StoredContent.of(text, textLimits);
    }

    private boolean add(Optional<byte[]> content, String label) throws IOException {
        if (content.isEmpty() || !LabelName.isValid(label)) {
            return false;
        }
        batch.add(LabelledContent.of(content.get(), label));
        if (batch.size() >= BATCH) {
            flush();
        }
        return true;
    }

    private void flush() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        store.append(batch, OffsetAdvance.none());
        batch.clear();
    }

    /** Fits a model and evaluates it as a training run does. Logs each epoch. */
    public Result fit() throws IOException {
        flush();
        if (network() instanceof NetworkSettings.OfImages images) {
            return fit(
                    new ImagePipeline(task, images.shape(), images.augmentation(), images.limits(), config.threads()));
        }
        NetworkSettings.OfTexts texts = (NetworkSettings.OfTexts) network();
        return fit(new ReviewPipeline(
                task, texts.shape(), texts.tokenizer(), texts.augmentation(), textLimits, config.threads()));
    }

    private NetworkSettings network() {
        return config.settings(task).network();
    }

    private Result fit(TaskPipeline<?, ?> pipeline) {
        Outcome outcome = new Outcome();
        var unused = new TrainingRunExecutor<>(
                        pipeline,
                        withoutBudget(config.settings(task).runs()),
                        store,
                        outcome,
                        new RunMetrics(new SimpleMeterRegistry(), task),
                        InstantSource.system(),
                        Environment.ofThisProcess(config.threads()))
                .perform(Trigger.COMMAND, () -> false);
        return new Result(outcome.model, outcome.reason);
    }

    private static RunSettings withoutBudget(RunSettings settings) {
        FitPlan plan = settings.plan();
        return new RunSettings(
                settings.trigger(),
                settings.selection(),
                settings.labels(),
                new FitPlan(plan.settings(), plan.schedule(), plan.patience(), Optional.empty()),
                settings.startFrom(),
                settings.gate());
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    /** Keeps what a run would publish. */
    private static final class Outcome implements ModelStore {

        private Optional<ModelArtifact> model = Optional.empty();
        private String reason = "";

        @Override
        public ChampionState champion() {
            return new ChampionState.None();
        }

        @Override
        public LabelDecisions decisions() {
            return LabelDecisions.none();
        }

        @Override
        public String publish(NewModel published, RunReport report) {
            model = Optional.of(published.artifact());
            reason = report.end().reason();
            return "local";
        }

        @Override
        public void record(RunReport report) {
            reason = report.end().reason();
        }
    }
}
