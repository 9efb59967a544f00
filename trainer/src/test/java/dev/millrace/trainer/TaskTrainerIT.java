package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OffsetRange;
import dev.millrace.records.TrainingRun;
import dev.millrace.records.Trigger;
import dev.millrace.records.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskTrainerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private TrainerInstallation installation;

    @BeforeEach
    void install() {
        installation = new TrainerInstallation(directory).dividedByContentAlone();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void makesAModelOutOfLabelledRecords() {
        installation.label(300);
        installation.sendMalformed();

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            assertThat(trainer.trouble()).isEmpty();
        }

        TrainingRun run = installation.runs().get(0);
        assertThat(run.getVerdict()).isEqualTo(Verdict.PUBLISHED);
        assertThat(run.getTrigger()).isEqualTo(Trigger.NEW_LABELS);
        assertThat(run.getEpochs()).isNotEmpty();
        assertThat(run.getReason()).startsWith("first model");
        assertThat(run.getVersion()).matches("000001-[0-9a-f]{8}");
        assertThat(installation.champion()).hasValue(run.getVersion());
        ModelArtifact artifact = ModelArtifact.parse(installation.artifact(run.getVersion()));
        assertThat(artifact.manifest().labels().names()).containsExactly("dark", "light");
        assertThat(artifact.manifest().metrics().get("accuracy")).isEqualTo(run.getCandidateAccuracy());
        assertThat(skipped("MALFORMED_RECORD")).isEqualTo(1);
    }

    @Test
    void keepsTheAliasWhenTheGateRefuses() {
        installation.with("MILLRACE_TRAINER_GATE_MARGIN", "-0.5").label(300);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            String champion = installation.champion().orElseThrow();
            installation.trainNow();
            installation.awaitRuns(2);

            TrainingRun refused = installation.runs().get(1);
            assertThat(refused.getVerdict()).isEqualTo(Verdict.REFUSED);
            assertThat(refused.getTrigger()).isEqualTo(Trigger.COMMAND);
            assertThat(refused.getReason()).startsWith("not good enough").contains("newly right");
            assertThat(refused.getIncumbentAccuracy()).isGreaterThan(0.5);
            assertThat(refused.getVersion()).isNull();
            assertThat(installation.champion()).hasValue(champion);
            assertThat(installation.catalog().versions(DefaultTasks.IMAGE)).hasSize(1);
            assertThat(trainer.isActive()).isTrue();
        }
    }

    @Test
    void recordsARunThatCouldNotFit() {
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.trainNow();
            installation.awaitRuns(1);

            TrainingRun failed = installation.runs().get(0);
            assertThat(failed.getVerdict()).isEqualTo(Verdict.FAILED);
            assertThat(failed.getReason()).contains("the store has 0 examples");
            assertThat(failed.getBestEpoch()).isEqualTo(-1);
            assertThat(trainer.trouble()).isEmpty();
        }
    }

    @Test
    void repeatsACommandedRunThatTheBrokerDidNotTake() {
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(trainer::isActive);
            installation.fence();

            installation.trainNow();
            installation.awaitRuns(1);

            assertThat(installation.runs()).hasSize(1);
            assertThat(installation.runs().get(0).getTrigger()).isEqualTo(Trigger.COMMAND);
        }
    }

    @Test
    void keepsTheNewestVersionsAlone() {
        installation
                .with("MILLRACE_TRAINER_KEEP_VERSIONS", "2")
                .with("MILLRACE_TRAINER_KEEP_BYTES", "0")
                .with("MILLRACE_TRAINER_GATE_MARGIN", "0.9")
                .label(300);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            for (int runs = 2; runs <= 4; runs++) {
                installation.trainNow();
                installation.awaitRuns(runs);
            }
            assertThat(trainer.isActive()).isTrue();
        }

        List<String> published = installation.runs().stream()
                .map(TrainingRun::getVersion)
                .flatMap(Stream::ofNullable)
                .toList();
        assertThat(published).hasSizeGreaterThan(2);
        assertThat(installation.catalog().versions(DefaultTasks.IMAGE))
                .extracting(ModelManifest::getVersion)
                .containsExactlyElementsOf(published.subList(published.size() - 2, published.size()));
    }

    @Test
    void resumesWhereItsStoreStands() {
        installation.label(300);
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            assertThat(trainer.isActive()).isTrue();
        }
        double read = recordsRead();
        installation.label(220);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(2);
            assertThat(trainer.isActive()).isTrue();
        }

        assertThat(read).isEqualTo(300);
        assertThat(recordsRead()).isEqualTo(520);
        TrainingRun second = installation.runs().get(1);
        assertThat(second.getData().stream().mapToLong(OffsetRange::getTo).sum())
                .isBetween(500L, 520L);
        assertThat(second.getIncumbentAccuracy()).isNotNull();
    }

    @Test
    void aSuccessorKnowsWhatTheGateRefused(@TempDir Path otherDirectory) {
        installation.label(300);
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            installation.trainNow();
            installation.awaitRuns(2);
            assertThat(trainer.isActive()).isTrue();
        }
        installation.with("MILLRACE_DATA_DIR", otherDirectory.toString());

        try (TaskTrainer<Float, Float> successor = installation.startTrainer()) {
            installation.trainNow();
            installation.awaitRuns(3);
            assertThat(successor.isActive()).isTrue();
        }

        assertThat(installation.runs().get(1).getReason()).contains("and 0.0 earlier refusals on this part");
        assertThat(installation.runs().get(2).getReason()).contains("and 1.0 earlier refusals on this part");
    }

    @Test
    void oneOfTwoIsActiveAndTheOtherTakesOver(@TempDir Path otherDirectory) {
        installation.label(300);
        try (TaskTrainer<Float, Float> one = installation.startTrainer()) {
            await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(one::isActive);
            installation.awaitRuns(1);
            installation.with("MILLRACE_DATA_DIR", otherDirectory.toString());
            try (TaskTrainer<Float, Float> other = installation.startTrainer()) {
                await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> one.isActive() || other.isActive());
                TaskTrainer<Float, Float> active = one.isActive() ? one : other;
                TaskTrainer<Float, Float> waiting = active == one ? other : one;

                active.close();

                await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(waiting::isActive);
                assertThat(active.isActive()).isFalse();
                int before = installation.runs().size();
                installation.trainNow();
                installation.awaitRuns(before + 1);
            }
        }
    }

    private double skipped(String reason) {
        return installation
                .meters
                .get("millrace.trainer.skipped")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double recordsRead() {
        return installation.meters.get("millrace.trainer.records").counter().count();
    }
}
