package dev.millrace.trainer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.Labels;
import dev.millrace.trainer.BrightnessPipeline;
import dev.millrace.trainer.gate.GateHistory;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.LabelDecisions;
import dev.millrace.trainer.training.LabelLimits;
import dev.millrace.trainer.training.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many labels a run may learn, and what operators' decisions change about it. */
final class LabelLimitsTest {

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
    void aFirstModelLearnsMoreLabelsThanMayBeNewLater() throws IOException {
        fixture.limits = new LabelLimits(20, 1, Set.of());
        fixture.label(800, "a", "b", "c", "d");

        run();

        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.PUBLISHED);
        assertThat(models.published.get(0).manifest().labels()).isEqualTo(Labels.of("a", "b", "c", "d"));
    }

    @Test
    void refusesARunWithTooManyNewLabelsAndSaysWhatToType() throws IOException {
        fixture.limits = new LabelLimits(20, 1, Set.of());
        fixture.label(800, "a", "b", "c", "it's d");
        serve(Labels.of("a", "b"));

        OptionalLong learned = run();

        assertThat(learned).hasValue(800);
        assertThat(models.published).isEmpty();
        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.REFUSED);
        assertThat(models.reason(0))
                .contains("at most 1 new labels that no operator approved (task.image.trainer.max-new-labels)")
                .contains("its examples have 2: 'c', 'it'\\''s d'")
                .contains("millrace labels approve --task image --reason '...' -- 'c' ...")
                .contains("millrace labels refuse --task image");
        assertThat(models.reports.get(0).end().labels()).containsExactly("c", "it's d");
        assertThat(models.reports.get(0).toRecord(Optional.empty()).getLabels()).containsExactly("c", "it's d");
    }

    @Test
    void approvedLabelsDoNotCountAsNew() throws IOException {
        fixture.limits = new LabelLimits(20, 1, Set.of());
        fixture.label(800, "a", "b", "c", "d");
        serve(Labels.of("a", "b"));
        models.decisions = new LabelDecisions(Set.of("c"), Set.of());

        run();

        assertThat(models.reports.get(0).end().candidateAccuracy()).isPresent();
        assertThat(models.published.get(0).manifest().labels()).isEqualTo(Labels.of("a", "b", "c", "d"));
    }

    @Test
    void examplesOfARefusedLabelTakeNoPart() throws IOException {
        fixture.label(900, "a", "b", "c");
        models.decisions = new LabelDecisions(Set.of(), Set.of("c"));
        serve(Labels.of("a", "b", "c"), DARKEST, -0.125f, 0.125f);

        run();

        RunReport report = models.reports.get(0);
        RunReport.PartSizes sizes = report.sizes();
        assertThat(sizes.training() + sizes.validation() + sizes.gate()).isEqualTo(600);
        assertThat(report.end().reason()).doesNotContain("has lost");
        assertThat(report.end().candidateAccuracy()).hasValue(1);
    }

    @Test
    void labelsThatTheTaskDoesNotAllowTakeNoPart() throws IOException {
        fixture.limits = new LabelLimits(20, 3, Set.of("a", "b"));
        fixture.label(900, "a", "b", "c");

        run();

        assertThat(models.published.get(0).manifest().labels()).isEqualTo(Labels.of("a", "b"));
    }

    @Test
    void refusesAFloodOfLabelsByName() throws IOException {
        fixture.limits = LabelLimits.standard();
        fixture.examplesPerLabel = 5;
        fixture.label(
                40_000, IntStream.range(0, 2_000).mapToObj(i -> "spam " + i).toArray(String[]::new));

        run();
        fixture.label(400, "a", "b");
        serve(Labels.of("a", "b"));
        fixture.limits = new LabelLimits(5_000, 20, Set.of());
        run();

        assertThat(models.published).isEmpty();
        assertThat(models.kind(0)).isEqualTo(RunEnd.Kind.REFUSED);
        assertThat(models.reason(0))
                .contains(
                        "at most 1000 labels (task.image.trainer.max-labels), its examples have 2000, among them 'spam 0',")
                .contains("and 1990 more")
                .contains("millrace labels refuse --task image");
        assertThat(models.reason(1)).contains("at most 20 new labels", "its examples have 2000: 'spam 0',");
        for (RunReport report : models.reports) {
            assertThat(report.end().labels()).hasSize(100).startsWith("spam 0");
        }
    }

    @Test
    void aChampionWithMoreLabelsThanAllowedIsToldToo() throws IOException {
        fixture.limits = new LabelLimits(2, 3, Set.of());
        fixture.label(900, "a", "b", "c");
        serve(Labels.of("a", "b", "c"), DARKEST, -0.125f, 0.125f);

        run();

        assertThat(models.reason(0)).contains("at most 2 labels", "have 3, among them 'a', 'b', 'c'");
        assertThat(models.reports.get(0).end().labels()).isEqualTo(List.of("a", "b", "c"));
    }

    /** How many arrivals the run saw. */
    private OptionalLong run() {
        return fixture.executor(new BrightnessPipeline())
                .perform(Trigger.COMMAND, () -> false)
                .map(recorded -> OptionalLong.of(recorded.arrivals()))
                .orElseGet(OptionalLong::empty);
    }

    private void serve(Labels labels) {
        serve(labels, DARKEST, -0.125f);
    }

    private void serve(Labels labels, float... means) {
        models.champion = new ChampionState.Known(
                new Champion("000001-00000000", BrightnessPipeline.artifact(labels, means), GateHistory.none()));
    }
}
