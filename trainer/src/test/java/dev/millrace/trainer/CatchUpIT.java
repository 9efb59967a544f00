package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Labels;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OffsetRange;
import dev.millrace.records.TrainingRun;
import dev.millrace.records.Trigger;
import dev.millrace.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A champion of four labels, a topic whose older half has two of them, and a trainer on an empty disk. */
final class CatchUpIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Four looks of the run loop. A run that starts meanwhile shows later, too: in what it has seen. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Labels LABELS = Labels.of("a", "b", "c", "d");

    @TempDir
    private Path directory;

    private final CountDownLatch newerHalf = new CountDownLatch(1);
    private TrainerInstallation installation;

    @BeforeEach
    void install() {
        installation = new TrainerInstallation(directory)
                .dividedByContentAlone()
                .with("MILLRACE_KAFKA_MAX_POLL_RECORDS", "50")
                .with("MILLRACE_TRAINER_GATE_MIN_EXAMPLES", "5")
                .with("MILLRACE_TRAINER_MIN_EXAMPLES", "50")
                .with("MILLRACE_TRAINER_NEW_LABELS", "50");
        ModelArtifact champion = BrightnessPipeline.artifact(LABELS, -0.375f, -0.125f, 0.125f, 0.375f);
        installation.models().serve("000001-00000000", champion.toBytes(), LABELS.names());
        installation.labelByTurns(600, "a", "b");
        installation.labelByTurns(600, "c", "d");
    }

    @AfterEach
    void close() {
        newerHalf.countDown();
        installation.close();
    }

    @Test
    void noRunStartsBeforeTheTopicsEndIsReached() {
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer(heldUpHalfway())) {
            awaitExamples();
            assertNoRunStarts(trainer);
            newerHalf.countDown();
            awaitRun();
            assertThat(trainer.trouble()).isEmpty();
        }

        assertTheFirstRunSawEverything();
    }

    @Test
    void aCommandWaitsUntilThen() {
        installation.with("MILLRACE_TRAINER_MIN_EXAMPLES", "1000000");
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer(heldUpHalfway())) {
            awaitExamples();
            installation.trainNow();
            assertNoRunStarts(trainer);
            newerHalf.countDown();
            awaitRun();
            assertThat(trainer.trouble()).isEmpty();
        }

        assertTheFirstRunSawEverything();
        assertThat(installation.runs().get(0).getTrigger()).isEqualTo(Trigger.COMMAND);
    }

    @Test
    void aCommandThatTheLeaderCouldNotStartIsItsSuccessors(@TempDir Path otherDirectory) {
        installation.with("MILLRACE_TRAINER_MIN_EXAMPLES", "1000000");
        TaskTrainer<Float, Float> leader = installation.startTrainer(heldUpHalfway());
        awaitExamples();
        installation.trainNow();
        assertNoRunStarts(leader);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(leader::close);
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> !leader.isActive());
        newerHalf.countDown();
        closed.join();
        assertThat(installation.runs()).isEmpty();

        installation.with("MILLRACE_DATA_DIR", otherDirectory.toString());
        try (TaskTrainer<Float, Float> successor = installation.startTrainer()) {
            awaitRun();
            assertThat(successor.trouble()).isEmpty();
        }

        assertTheFirstRunSawEverything();
        assertThat(installation.runs().get(0).getTrigger()).isEqualTo(Trigger.COMMAND);
    }

    @Test
    void everyPublishedModelHasAllLabels() {
        // The champion is as good as any candidate, and a tie keeps it.
        installation.with("MILLRACE_TRAINER_GATE_MARGIN", "0.1");
        installation.with("MILLRACE_TRAINER_GATE_CONFIDENCE", "0.5");
        try (TaskTrainer<Float, Float> trainer = installation.startTrainer(heldUpHalfway())) {
            awaitExamples();
            assertNoRunStarts(trainer);
            newerHalf.countDown();
            awaitRun();
        }

        assertThat(installation.catalog().versions(DefaultTasks.IMAGE))
                .hasSize(2)
                .extracting(ModelManifest::getLabels)
                .containsOnly(LABELS.names());
        assertTheFirstRunSawEverything();
    }

    @Test
    void offsetsWithoutARecordDelayNothing() {
        installation.abort(100);

        try (TaskTrainer<Float, Float> trainer = installation.startTrainer()) {
            awaitRun();
            assertThat(trainer.trouble()).isEmpty();
        }

        assertTheFirstRunSawEverything();
    }

    private void awaitExamples() {
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> {
            var examples = installation.meters.find("millrace.trainer.examples").gauge();
            return examples != null && examples.value() >= 50;
        });
    }

    private void assertNoRunStarts(TaskTrainer<Float, Float> trainer) {
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .during(QUIET)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> installation.runs().isEmpty());
        assertThat(trainer.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble)
                        .contains("catching up with topic")
                        .containsPattern("[1-9][0-9]* of 1[0-9]{3} offsets are left"));
    }

    private void awaitRun() {
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> !installation.runs().isEmpty());
    }

    private void assertTheFirstRunSawEverything() {
        TrainingRun first = installation.runs().get(0);
        assertThat(first.getData().stream().mapToLong(CatchUpIT::records).sum()).isEqualTo(1_200);
    }

    private static long records(OffsetRange range) {
        return range.getTo() - range.getFrom();
    }

    /** The labelled topic; reading it waits at the newer half. */
    private Topic<String, LabelledImage> heldUpHalfway() {
        Topic<String, LabelledImage> whole = installation.topics().labelledImages();
        Deserializer<LabelledImage> reader = whole.valueSerde().deserializer();
        Deserializer<LabelledImage> held = (topic, bytes) -> {
            LabelledImage image = reader.deserialize(topic, bytes);
            if (Set.of("c", "d").contains(image.getLabel())) {
                awaitNewerHalf();
            }
            return image;
        };
        return new Topic<>(
                whole.name(),
                whole.keySerde(),
                Serdes.serdeFrom(whole.valueSerde().serializer(), held));
    }

    private void awaitNewerHalf() {
        try {
            if (!newerHalf.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody asked for the newer half");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
