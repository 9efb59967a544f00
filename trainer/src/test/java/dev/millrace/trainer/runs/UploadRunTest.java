package dev.millrace.trainer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.Labels;
import dev.millrace.records.TrainingRun;
import dev.millrace.trainer.BrightnessPipeline;
import dev.millrace.trainer.gate.GateHistory;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadRunTest {

    private static final String VERSION = "000007-aaaaaaaa";
    private static final Labels LABELS = Labels.of("a", "b");
    private static final ModelArtifact GOOD = BrightnessPipeline.artifact(LABELS, -0.375f, -0.125f);
    private static final ModelArtifact WRONG = BrightnessPipeline.artifact(LABELS, -0.125f, -0.375f);

    @TempDir
    private Path directory;

    private RunsFixture fixture;
    private RecordingModelStore models;

    @BeforeEach
    void open() throws IOException {
        fixture = new RunsFixture(directory);
        models = fixture.models;
        fixture.label(400, "a", "b");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void makesAFirstModelChampionWithTheMetricsOfTheGate() {
        judge(GOOD);

        assertThat(models.reason(0)).startsWith("first model");
        assertThat(models.promoted.get(VERSION)).containsEntry("accuracy", 1.0).containsKey("loss");
        TrainingRun record = models.reports.get(0).toRecord(Optional.of(VERSION));
        assertThat(record.getCandidate()).isEqualTo(VERSION);
        assertThat(record.getTrainingExamples()).isZero();
        assertThat(record.getGateExamples()).isPositive();
        assertThat(models.reports.get(0).trigger()).isEqualTo(Trigger.COMMAND);
    }

    @Test
    void refusesWhatIsWorseThanTheChampion() {
        serve(GOOD);

        judge(WRONG);

        assertThat(models.promoted).isEmpty();
        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.REFUSED);
        assertThat(models.reason(0)).startsWith("not good enough: 0 of ");
    }

    @Test
    void comparesOnTheLabelsOfBoth() throws IOException {
        fixture.label(200, "c");
        serve(BrightnessPipeline.artifact(Labels.of("a", "b", "c"), -0.375f, -0.125f, 0.125f));

        judge(GOOD);

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.REFUSED);
        assertThat(models.reason(0)).contains("has lost the labels [c]");
    }

    @Test
    void failsForAVersionThatIsNotThere() {
        fixture.uploads(new BrightnessPipeline()).judge(VERSION);

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(models.reason(0))
                .isEqualTo("version '" + VERSION + "' can't be judged: version '" + VERSION + "' is not there");
        assertThat(models.reports.get(0).candidate()).hasValue(VERSION);
    }

    @Test
    void failsForAModelThatTheGateCannotRun() {
        ModelArtifact misfit = ModelArtifact.of(GOOD.manifest(), new Weights(List.of()));

        judge(misfit);

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(models.reason(0)).contains("no tensor 'means'");
        assertThat(models.promoted).isEmpty();
    }

    @Test
    void failsForTheVersionThatServes() {
        models.champion = new ChampionState.Known(new Champion(VERSION, GOOD, GateHistory.none()));

        judge(GOOD);

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(models.reason(0)).endsWith("it serves already");
    }

    @Test
    void failsIfThereIsNothingToCompareWith() {
        models.champion = new ChampionState.Unreadable("champion 'x' is torn");

        judge(GOOD);

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(models.reason(0)).endsWith("there is nothing to compare it with: champion 'x' is torn");
    }

    private void serve(ModelArtifact champion) {
        models.champion = new ChampionState.Known(new Champion("000001-bbbbbbbb", champion, GateHistory.none()));
    }

    private void judge(ModelArtifact upload) {
        models.uploads.put(VERSION, upload);
        fixture.uploads(new BrightnessPipeline()).judge(VERSION);
    }
}
