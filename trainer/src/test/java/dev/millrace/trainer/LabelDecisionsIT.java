package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.records.Decision;
import dev.millrace.records.TrainingRun;
import dev.millrace.records.Verdict;
import dev.millrace.testing.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flood of labels, and operators' decisions on it, with a broker. */
class LabelDecisionsIT {

    @TempDir
    private Path directory;

    private TrainerInstallation installation;

    @BeforeEach
    void install() {
        installation = new TrainerInstallation(directory)
                .dividedByContentAlone()
                .with("MILLRACE_TRAINER_MIN_EXAMPLES_PER_LABEL", "5");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void refusesAFloodOfLabelsUntilAnOperatorHasDecided() {
        installation.labelByTurns(300, "a", "b");
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            installation.awaitRuns(1);
            String champion = installation.champion().orElseThrow();

            String[] spam =
                    IntStream.range(0, 2_000).mapToObj(i -> "d spam " + i).toArray(String[]::new);
            installation.labelByTurns(40_000, spam);
            TrainingRun refused = runAfter(run -> run.getReason().contains("at most 1000 labels"));

            assertThat(refused.getVerdict()).isEqualTo(Verdict.REFUSED);
            assertThat(refused.getReason()).contains("'d spam ", "millrace labels refuse --task image");
            assertThat(refused.getLabels()).hasSizeBetween(21, 100).allMatch(label -> label.startsWith("d spam "));
            assertThat(installation.champion()).hasValue(champion);
            Await.until(() -> trainer.trouble().isEmpty());

            installation.decide(DefaultTasks.REVIEW, Decision.REFUSED, "a", "b");
            installation.decide(DefaultTasks.IMAGE, Decision.REFUSED, spam);
            installation.decide(DefaultTasks.IMAGE, Decision.APPROVED, "c");
            installation.labelByTurns(300, "a", "b", "c");
            TrainingRun judged = runAfter(run ->
                    run.getGateExamples() > 0 && run.getCandidateAccuracy() != null && run.getTrainingExamples() > 300);

            assertThat(judged.getLabels()).isEmpty();
            assertThat(judged.getTrainingExamples()).isLessThan(600);
        }
    }

    @Test
    void readsFromARecordHowMuchItsLabelIsTrusted() {
        installation.label("a", new LabelTrust(2));
        installation.label("b", new LabelTrust(1));
        installation.label("b", new LabelTrust(2));
        installation.label("a", LabelTrust.UNKNOWN);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            Await.until(() -> count("millrace.trainer.records") == 4);

            assertThat(count("millrace.trainer.labels.outranked")).isEqualTo(2);
            Await.until(() -> trainer.trouble().isEmpty());
        }
    }

    private double count(String meter) {
        return installation.meters.find(meter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    /** Commands runs until one is as required. */
    private TrainingRun runAfter(Predicate<TrainingRun> isRequired) {
        List<TrainingRun> before = installation.runs();
        Await.until(() -> {
            installation.trainNow();
            return installation.runs().stream().skip(before.size()).anyMatch(isRequired);
        });
        return installation.runs().stream()
                .skip(before.size())
                .filter(isRequired)
                .findFirst()
                .orElseThrow();
    }
}
