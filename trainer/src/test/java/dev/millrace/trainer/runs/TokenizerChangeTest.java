package dev.millrace.trainer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.TextAugmentation;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.examples.LabelledContent;
import dev.millrace.trainer.examples.OffsetAdvance;
import dev.millrace.trainer.examples.Retention;
import dev.millrace.trainer.examples.Shares;
import dev.millrace.trainer.examples.StoreSettings;
import dev.millrace.trainer.gate.GateHistory;
import dev.millrace.trainer.gate.GateSettings;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.FitPlan;
import dev.millrace.trainer.training.LabelLimits;
import dev.millrace.trainer.training.ReviewPipeline;
import dev.millrace.trainer.training.Schedule;
import dev.millrace.trainer.training.SelectionSettings;
import dev.millrace.trainer.training.StartFrom;
import dev.millrace.trainer.training.Trigger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over a model of version 0.1.0, whose tokenizer is the basic one. */
final class TokenizerChangeTest {

    private static final String CHAMPION = "000007-00000000";

    @TempDir
    private Path directory;

    private final RecordingModelStore models = new RecordingModelStore();
    private ExampleStore store;

    @BeforeEach
    void fitTheChampion() throws IOException {
        store = ExampleStore.open(directory, StoreSettings.of(new Retention(10_000, 1_000, 1), Shares.standard()));
        store.append(
                IntStream.range(0, 600).mapToObj(TokenizerChangeTest::review).toList(), OffsetAdvance.none());
        ModelArtifact earlier =
                ModelArtifact.parse(run(Optional.of(TokenizerKind.BASIC)).toBytes());
        models.champion = new ChampionState.Known(new Champion(CHAMPION, earlier, GateHistory.none()));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void continuesTheChampionWithItsTokenizer() {
        ModelArtifact candidate = run(Optional.empty());

        assertThat(tokenizer(candidate)).isEqualTo(TokenizerKind.BASIC);
        assertThat(candidate.manifest().provenance().parent()).hasValue(CHAMPION);
        assertThat(answer(candidate, "a lovely plot")).isEqualTo("pos");
        assertThat(text(candidate))
                .contains("\"name\":\"bilstm-average-pooling\"")
                .doesNotContain("tokenizer");
    }

    @Test
    void startsAnewWithTheTokenizerThatSettingsName() {
        ModelArtifact candidate = run(Optional.of(TokenizerKind.UNICODE));

        assertThat(tokenizer(candidate)).isEqualTo(TokenizerKind.UNICODE);
        assertThat(candidate.manifest().provenance().parent()).isEmpty();
        assertThat(answer(candidate, "a lovely plot")).isEqualTo("pos");
        assertThat(text(candidate)).contains("\"name\":\"bilstm-average-pooling-with-tokenizer\"");
    }

    /** Publishes the next model. */
    private ModelArtifact run(Optional<TokenizerKind> tokenizer) {
        ReviewPipeline pipeline = new ReviewPipeline(
                DefaultTasks.REVIEW,
                new TextArchitecture(1_000, 8, 4, 4),
                tokenizer,
                new TextAugmentation(8, 0),
                TextLimits.standard(),
                1);
        RunMetrics metrics = new RunMetrics(new SimpleMeterRegistry(), DefaultTasks.REVIEW);
        var unused = new TrainingRunExecutor<>(
                        pipeline, settings(), store, models, metrics, InstantSource.system(), Map.of())
                .perform(Trigger.COMMAND, () -> false);
        assertThat(models.kind(models.reports.size() - 1)).isEqualTo(RunEnd.Kind.PUBLISHED);
        return models.published.get(models.published.size() - 1);
    }

    private static RunSettings settings() {
        FitSettings fit = new FitSettings(Optimizer.ADAM, 0.05, 32, 4, 0, 1);
        return new RunSettings(
                RunsFixture.TRIGGER,
                new SelectionSettings(50, 1_000, 1_000),
                LabelLimits.standard(),
                new FitPlan(fit, Schedule.COSINE, 3, Optional.empty()),
                StartFrom.CHAMPION,
                new GateSettings(0.05, 0.5, 10));
    }

    private static LabelledContent review(int number) {
        String text = "a " + (number % 2 == 0 ? "lovely" : "dreadful") + " film, number " + number;
        return LabelledContent.of(text.getBytes(StandardCharsets.UTF_8), number % 2 == 0 ? "pos" : "neg");
    }

    private static TokenizerKind tokenizer(ModelArtifact model) {
        return model.manifest()
                .architecture()
                .fold(convolutional -> Optional.<Architecture.Recurrent>empty(), Optional::of)
                .orElseThrow()
                .tokenizer();
    }

    private static String answer(ModelArtifact artifact, String text) {
        try (LoadedModel<String> model = TextModels.load(artifact, TextLimits.standard());
                Classifier<String> classifier = model.newClassifier()) {
            return classifier
                    .classify(List.of(text))
                    .get(0)
                    .fold(classified -> classified.classification().label(), rejected -> "rejected");
        }
    }

    private static String text(ModelArtifact model) {
        return new String(model.toBytes(), StandardCharsets.ISO_8859_1);
    }
}
