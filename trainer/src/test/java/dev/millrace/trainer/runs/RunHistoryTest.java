package dev.millrace.trainer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.TrainingRun;
import dev.millrace.trainer.gate.GateHistory;
import dev.millrace.trainer.training.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class RunHistoryTest {

    private final RunHistory history = new RunHistory();

    @Test
    void knowsNothingBeforeTheFirstRun() {
        assertThat(history.against("000001-a")).isEqualTo(GateHistory.none());
    }

    @Test
    void aFirstModelHasNotWon() {
        history.accept(published("000001-a", OptionalDouble.empty()));

        assertThat(history.against("000001-a")).isEqualTo(new GateHistory(false, 0));
    }

    @Test
    void addsUpTheRefusalsSinceTheChampionWon() {
        history.accept(refused(50, OptionalDouble.of(0.8)));
        history.accept(published("000002-b", OptionalDouble.of(0.8)));
        history.accept(refused(60, OptionalDouble.of(0.8)));
        history.accept(refused(70, OptionalDouble.of(0.8)));

        assertThat(history.against("000002-b")).isEqualTo(new GateHistory(true, 130));
    }

    @Test
    void aVersionThatTheOperatorChoseHasNotWon() {
        history.accept(published("000002-b", OptionalDouble.of(0.8)));
        history.accept(refused(60, OptionalDouble.of(0.8)));

        assertThat(history.against("000001-a")).isEqualTo(new GateHistory(false, 60));
    }

    @Test
    void countsNoRunWithoutAComparison() {
        history.accept(refused(60, OptionalDouble.empty()));
        history.accept(run(60, RunEnd.failed("the disk is full"), Optional.empty()));

        assertThat(history.against("000001-a")).isEqualTo(GateHistory.none());
    }

    private static TrainingRun published(String version, OptionalDouble championAccuracy) {
        RunEnd end = new RunEnd(RunEnd.Kind.PUBLISHED, "better", OptionalDouble.of(0.9), championAccuracy, List.of());
        return run(100, end, Optional.of(version));
    }

    private static TrainingRun refused(long gateExamples, OptionalDouble championAccuracy) {
        RunEnd end = new RunEnd(RunEnd.Kind.REFUSED, "not better", OptionalDouble.of(0.7), championAccuracy, List.of());
        return run(gateExamples, end, Optional.empty());
    }

    private static TrainingRun run(long gateExamples, RunEnd end, Optional<String> version) {
        return new RunReport(
                        DefaultTasks.IMAGE,
                        "20261127T120000.000",
                        Trigger.NEW_LABELS,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        List.of(),
                        new RunReport.PartSizes(800, 100, gateExamples),
                        Optional.empty(),
                        end,
                        1,
                        Optional.empty())
                .toRecord(version);
    }
}
