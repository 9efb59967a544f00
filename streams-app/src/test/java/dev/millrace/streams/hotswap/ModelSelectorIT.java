package dev.millrace.streams.hotswap;

import static dev.millrace.streams.hotswap.FakeModels.serving;
import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fakes of both tasks, in memory that there is or is not. */
class ModelSelectorIT {

    private static final Duration PATIENCE = Refusal.OUT_OF_MEMORY.retryAfter().orElseThrow();
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final ImageArchitecture SMALL = new ImageArchitecture(8, 2, 2, 4);

    private final Installation installation = new Installation();
    private final FakeModels models = new FakeModels();
    private final ModelSelector selector = new ModelSelector();
    private ModelLog log;
    private Duration now = Duration.ZERO;

    @BeforeEach
    void open() {
        installation.makeTopics();
        log = ModelLog.open(ConnectionSettings.from(new Settings(installation.environment())), installation.topics());
    }

    @AfterEach
    void close() {
        log.close();
        installation.close();
    }

    @Test
    void triesAModelAgainThatFoundNoMemoryAfterAWhile() {
        publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", 1);
        models.hasMemory = false;

        assertThat(serve(models.reviewInstaller)).contains("000001-aaaaaaaa");
        models.hasMemory = true;
        now = now.plus(PATIENCE).minus(MOMENT);
        assertThat(serve(models.reviewInstaller)).contains("000001-aaaaaaaa");
        assertThat(refusals(DefaultTasks.REVIEW, Refusal.OUT_OF_MEMORY)).isEqualTo(1);
        now = now.plus(MOMENT);

        assertThat(serve(models.reviewInstaller)).isEmpty();
        assertThat(serving(models.reviews)).isEqualTo("000001-aaaaaaaa");
    }

    @Test
    void retriesAsLongAsThereIsNoMemory() {
        publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", 1);
        models.hasMemory = false;

        for (int tries = 1; tries <= 3; tries++) {
            assertThat(serve(models.reviewInstaller)).contains("000001-aaaaaaaa");
            assertThat(refusals(DefaultTasks.REVIEW, Refusal.OUT_OF_MEMORY)).isEqualTo(tries);
            now = now.plus(PATIENCE);
        }
    }

    @Test
    void triesAModelAgainOnceAnotherTasksModelWasReleased() {
        publish(DefaultTasks.IMAGE, "000001-cccccccc", 1);
        assertThat(serve(models.imageInstaller)).isEmpty();
        publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", 2);
        models.hasMemory = false;
        assertThat(serve(models.reviewInstaller)).contains("000001-aaaaaaaa");

        models.hasMemory = true;
        publish(DefaultTasks.IMAGE, "000002-dddddddd", 3);
        assertThat(serve(models.imageInstaller)).isEmpty();
        assertThat(serve(models.reviewInstaller)).contains("000001-aaaaaaaa");
        now = now.plus(ModelSelector.RELEASE_DELAY);

        assertThat(serve(models.reviewInstaller)).isEmpty();
        assertThat(serving(models.reviews)).isEqualTo("000001-aaaaaaaa");
    }

    @Test
    void stopsWaitingOnceAnotherModelIsToServe() {
        publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", 1);
        models.hasMemory = false;
        assertThat(serve(models.reviewInstaller)).contains("000001-aaaaaaaa");

        models.hasMemory = true;
        publish(DefaultTasks.REVIEW, "000002-bbbbbbbb", 2);

        assertThat(serve(models.reviewInstaller)).isEmpty();
        assertThat(serving(models.reviews)).isEqualTo("000002-bbbbbbbb");
    }

    @Test
    void neverTriesAModelAgainThatWasRefusedForWhatItIs() {
        byte[] noArtifact = new byte[5_000];
        installation.publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", noArtifact, Sha256.of(noArtifact));
        awaitServing(DefaultTasks.REVIEW, "000001-aaaaaaaa");

        for (int tries = 0; tries < 3; tries++) {
            assertThat(serve(models.reviewInstaller)).isEmpty();
            now = now.plusDays(1);
        }

        assertThat(refusals(DefaultTasks.REVIEW, Refusal.CORRUPT)).isEqualTo(1);

        selector.forget(DefaultTasks.REVIEW);
        assertThat(serve(models.reviewInstaller)).isEmpty();

        assertThat(refusals(DefaultTasks.REVIEW, Refusal.CORRUPT)).isEqualTo(2);
    }

    @Test
    void servesThePreviousChampionWhereTheFirstModelToServeIsRefused() {
        publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", 1);
        byte[] noArtifact = new byte[5_000];
        installation.publish(DefaultTasks.REVIEW, "000002-bbbbbbbb", noArtifact, Sha256.of(noArtifact));
        awaitServing(DefaultTasks.REVIEW, "000002-bbbbbbbb");

        assertThat(serve(models.reviewInstaller)).isEmpty();

        assertThat(serving(models.reviews)).isEqualTo("000001-aaaaaaaa");
        assertThat(selector.substitution(models.reviewInstaller, log.catalog()))
                .hasValue(
                        "review model 000001-aaaaaaaa serves in place of 000002-bbbbbbbb, which was refused: CORRUPT");
        assertThat(serve(models.reviewInstaller)).isEmpty();
        assertThat(refusals(DefaultTasks.REVIEW, Refusal.CORRUPT)).isEqualTo(1);

        publish(DefaultTasks.REVIEW, "000003-cccccccc", 3);
        assertThat(serve(models.reviewInstaller)).isEmpty();
        assertThat(serving(models.reviews)).isEqualTo("000003-cccccccc");
        assertThat(selector.substitution(models.reviewInstaller, log.catalog())).isEmpty();
    }

    private void publish(Task task, String version, int seed) {
        installation.publish(
                task, version, task.type() == TaskType.IMAGE ? Artifacts.image(SMALL, seed) : Artifacts.review(seed));
        awaitServing(task, version);
    }

    /** A broker shows committed records a moment after it has acknowledged them. */
    private void awaitServing(Task task, String version) {
        until(() -> {
            log.readToEnd();
            return log.catalog().serving(task).equals(Optional.of(version));
        });
    }

    private Optional<String> serve(ModelInstaller<String> target) {
        return selector.serve(target, log, now.toNanos());
    }

    private double refusals(Task task, Refusal reason) {
        return models.meters
                .get("millrace.refusals")
                .tag("task", task.id())
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }
}
