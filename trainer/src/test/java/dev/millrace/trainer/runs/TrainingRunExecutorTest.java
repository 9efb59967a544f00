package dev.millrace.trainer.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.Labels;
import dev.millrace.trainer.BrightnessPipeline;
import dev.millrace.trainer.gate.GateHistory;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingRunExecutorTest {

    private static final float DARKEST = -0.375f;

    @TempDir
    private Path directory;

    private RunsFixture fixture;
    private RecordingModelStore models;

    @BeforeEach
    void open() throws IOException {
        fixture = new RunsFixture(directory);
        models = fixture.models;
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void publishesAFirstModelWhereNoAliasNamesAny() throws IOException {
        fixture.label(400, "a", "b");

        perform(Trigger.NEW_LABELS);

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.PUBLISHED);
        assertThat(models.reason(0)).startsWith("first model");
        assertThat(models.published.get(0).manifest().labels()).isEqualTo(Labels.of("a", "b"));
    }

    @Test
    void publishesNothingWhereTheChampionCannotBeRead() throws IOException {
        fixture.label(400, "a", "b");
        models.champion = new ChampionState.Unreadable("champion 'x' can't be read: it is not whole");

        Optional<TrainingRunExecutor.Recorded> run = perform(Trigger.COMMAND);

        assertThat(models.published).isEmpty();
        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(models.reason(0))
                .isEqualTo("there is nothing to compare a candidate with: champion 'x' can't be read: it is not whole");
        assertThat(run).hasValue(new TrainingRunExecutor.Recorded(RunEnd.Kind.FAILED, 400, true));
    }

    @Test
    void refusesACandidateWhoseDataLacksALabelThatServes() throws IOException {
        fixture.label(400, "a", "b");
        serve(Labels.of("a", "b", "c"), DARKEST, -0.125f, 0.125f);

        perform(Trigger.NEW_LABELS);
        perform(Trigger.INTERVAL);

        assertThat(models.published).isEmpty();
        for (int run = 0; run < 2; run++) {
            assertThat(models.kind(run)).isEqualTo(RunEnd.Kind.REFUSED);
            assertThat(models.reason(run)).startsWith("the candidate has lost the labels [c]");
        }
    }

    @Test
    void passesALostLabelIfTheRunIsCommanded() throws IOException {
        fixture.label(400, "a", "b");
        serve(Labels.of("a", "b", "c"), DARKEST, -0.125f, 0.125f);

        perform(Trigger.COMMAND);

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.PUBLISHED);
        assertThat(models.reason(0))
                .endsWith("has lost the labels [c] that the champion knows, as a commanded run may");
    }

    @Test
    void judgesExamplesOfALabelTooRareToLearn() throws IOException {
        fixture.label(400, "a", "b");
        fixture.label(40, "c");
        serve(Labels.of("a", "b", "c"), DARKEST, -0.125f, 0.125f);
        long withoutRare = gateExamples(Labels.of("a", "b"));

        perform(Trigger.COMMAND);

        RunReport report = models.reports.get(0);
        assertThat(report.sizes().gate()).isGreaterThan(withoutRare);
        assertThat(report.end().kind()).isEqualTo(RunEnd.Kind.REFUSED);
        assertThat(report.end().championAccuracy()).hasValue(1);
        assertThat(report.end().candidateAccuracy())
                .hasValue((double) withoutRare / report.sizes().gate());
    }

    @Test
    void recordsABatchThatCannotBePreparedAndContinues() throws IOException {
        fixture.label(400, "a", "b");
        FaultyPipeline faulty = new FaultyPipeline();

        Optional<TrainingRunExecutor.Recorded> run = fixture.executor(faulty).perform(Trigger.NEW_LABELS, () -> false);
        faulty.repair();
        fixture.executor(faulty).perform(Trigger.NEW_LABELS, () -> false);

        assertThat(run).hasValue(new TrainingRunExecutor.Recorded(RunEnd.Kind.FAILED, 400, true));
        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(models.reason(0)).contains("the run failed: ", "the disk does not give it");
        assertThat(models.kind(1)).isEqualTo(RunEnd.Kind.PUBLISHED);
    }

    @Test
    void lackOfMemoryEndsOnlyTheRunThatMeetsIt() throws IOException {
        fixture.label(400, "a", "b");
        FaultyPipeline faulty = new FaultyPipeline();
        faulty.failWith(() -> {
            throw new OutOfMemoryError("no more direct memory");
        });

        Optional<TrainingRunExecutor.Recorded> run = fixture.executor(faulty).perform(Trigger.NEW_LABELS, () -> false);

        assertThat(run).hasValue(new TrainingRunExecutor.Recorded(RunEnd.Kind.FAILED, 400, true));
        assertThat(models.reason(0)).isEqualTo("the run failed: java.lang.OutOfMemoryError: no more direct memory");
        assertThat(running()).isZero();
    }

    @Test
    void isNotRunningAnyMoreWhenItsEndCannotBeRecorded() throws IOException {
        fixture.label(400, "a", "b");
        models.refuse(new UnsupportedOperationException("another trainer has taken over"));

        assertThatThrownBy(() -> perform(Trigger.NEW_LABELS)).isInstanceOf(UnsupportedOperationException.class);

        assertThat(running()).isZero();
    }

    @Test
    void isNotRepeatedWithoutNewLabelsIfThereAreTooFew() throws IOException {
        fixture.label(20, "a", "b");

        assertThat(perform(Trigger.COMMAND)).hasValue(new TrainingRunExecutor.Recorded(RunEnd.Kind.FAILED, 20, false));
    }

    private double running() {
        return fixture.meters.get("millrace.trainer.running").gauge().value();
    }

    @Test
    void leavesNoRecordOfACancelledRun() throws IOException {
        fixture.label(400, "a", "b");

        Optional<TrainingRunExecutor.Recorded> run =
                fixture.executor(new BrightnessPipeline()).perform(Trigger.COMMAND, () -> true);

        assertThat(run).isEmpty();
        assertThat(models.reports).isEmpty();
    }

    private long gateExamples(Labels labels) {
        models.champion = new ChampionState.None();
        perform(Trigger.NEW_LABELS);
        assertThat(models.published.get(0).manifest().labels()).isEqualTo(labels);
        long examples = models.reports.remove(0).sizes().gate();
        serve(Labels.of("a", "b", "c"), DARKEST, -0.125f, 0.125f);
        return examples;
    }

    private void serve(Labels labels, float... means) {
        models.champion = new ChampionState.Known(
                new Champion("000001-00000000", BrightnessPipeline.artifact(labels, means), GateHistory.none()));
    }

    private Optional<TrainingRunExecutor.Recorded> perform(Trigger trigger) {
        return fixture.executor(new BrightnessPipeline()).perform(trigger, () -> false);
    }
}
