package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.TrainingRun;
import dev.millrace.records.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alias names a model that cannot be read: there is a champion, but it is unknown. */
final class UnreadableChampionIT {

    private static final String SPOILED = "000001-00000000";

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
    void nothingReplacesAChampionOfZeroBytes() {
        installation.models().serve(SPOILED, new byte[5_000], List.of("dark", "light"));
        installation.label(300);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            installation.trainNow();
            installation.awaitRuns(2);
            assertThat(trainer.isActive()).isTrue();
        }

        assertThat(installation.runs()).allSatisfy(run -> {
            assertThat(run.getVerdict()).isEqualTo(Verdict.FAILED);
            assertThat(run.getReason()).contains("champion '" + SPOILED + "' can't be read", "letters MILL");
        });
        assertThat(installation.champion()).hasValue(SPOILED);
        assertThat(installation.catalog().versions(DefaultTasks.IMAGE))
                .extracting(ModelManifest::getVersion)
                .containsExactly(SPOILED);
    }

    @Test
    void nothingIsPublishedWhileAPinNamesAVersionThatIsNotThere() {
        installation.label(300);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            installation.models().pin("000009-00000000");
            installation.trainNow();
            installation.awaitRuns(2);
            installation.models().unpin();
            installation.trainNow();
            installation.awaitRuns(3);
            assertThat(trainer.isActive()).isTrue();
        }

        List<TrainingRun> runs = installation.runs();
        assertThat(runs.get(0).getVerdict()).isEqualTo(Verdict.PUBLISHED);
        assertThat(runs.get(1).getVerdict()).isEqualTo(Verdict.FAILED);
        assertThat(runs.get(1).getReason()).contains("pinned version '000009-00000000' can't be read");
        assertThat(runs.get(2).getVerdict()).isNotEqualTo(Verdict.FAILED);
        assertThat(runs.get(2).getIncumbentAccuracy()).isNotNull();
    }

    @Test
    void nothingIsPublishedWhileTheAliasItselfCannotBeRead() {
        installation.models().spoilTheTrainersAlias();
        installation.label(300);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            assertThat(trainer.isActive()).isTrue();
        }

        assertThat(installation.runs().get(0).getVerdict()).isEqualTo(Verdict.FAILED);
        assertThat(installation.runs().get(0).getReason()).contains("alias 'image/trainer' can't be read");
        assertThat(installation.catalog().versions(DefaultTasks.IMAGE)).isEmpty();
    }
}
