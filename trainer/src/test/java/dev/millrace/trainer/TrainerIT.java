package dev.millrace.trainer;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.TrainingRun;
import dev.millrace.records.Verdict;
import dev.millrace.testing.LocalHttp;
import dev.millrace.testing.TestRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole trainer on its own thread, as its {@code main} runs it, with the real network for images. */
final class TrainerIT {

    private final LocalHttp http = new LocalHttp(TestRegistry.freePort());
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    @TempDir
    private Path directory;

    private TrainerInstallation installation;

    @BeforeEach
    void install() {
        installation = new TrainerInstallation(directory)
                .dividedByContentAlone()
                .with("MILLRACE_TRAINER_OPERATIONS_PORT", Integer.toString(http.port()))
                .with("MILLRACE_TRAINER_IMAGE_SIDE", "8")
                .with("MILLRACE_TRAINER_IMAGE_LEARNING_RATE", "0.01")
                .with("MILLRACE_TRAINER_EPOCHS", "2");
    }

    @AfterEach
    void close() {
        stop.complete(null);
        installation.close();
    }

    @Test
    void reportsReadyTrainsAndEndsOnRequest() throws Exception {
        CompletableFuture<Void> ended = run(installation.environment());
        until(() -> http.get("/health/ready").startsWith("200"));
        installation.label(300);

        until(() -> !installation.runs().isEmpty());

        TrainingRun run = installation.runs().get(0);
        assertThat(run.getVerdict()).isNotEqualTo(Verdict.FAILED);
        assertThat(run.getEpochs()).hasSize(2);
        assertThat(http.get("/health/live")).startsWith("200");
        until(() -> http.get("/metrics").contains("millrace_lag"));
        assertThat(http.get("/metrics"))
                .contains("millrace_trainer_active{task=\"image\"} 1.0")
                .contains("millrace_trainer_active{task=\"review\"} 1.0")
                .contains("millrace_trainer_examples{task=\"image\"} 300.0");
        stop.complete(null);
        ended.get(2, TimeUnit.MINUTES);
        assertThat(http.get("/health/live")).isEqualTo("none");
    }

    @Test
    void isNotReadyWithoutItsTopicsAndStopsNonetheless() throws Exception {
        String missing = installation.topics().commands().name();
        try (var admin = installation.admin()) {
            admin.deleteTopics(List.of(missing)).all().get();
        }

        CompletableFuture<Void> ended = run(installation.environment());

        until(() -> http.get("/health/ready").contains("topic '" + missing + "' is missing"));
        assertThat(http.get("/health/live")).startsWith("200");
        stop.complete(null);
        ended.get(2, TimeUnit.MINUTES);
    }

    @Test
    void endsAtOnceForAPropertyThatKafkasClientsRefuse() {
        Map<String, String> environment =
                installation.with("MILLRACE_KAFKA_RETRIES", "many").environment();

        assertThatThrownBy(() -> Trainer.run(environment, stop)).isInstanceOf(ConfigException.class);
        assertThat(http.get("/health/live")).isEqualTo("none");
    }

    private CompletableFuture<Void> run(Map<String, String> environment) {
        return CompletableFuture.runAsync(() -> Trainer.run(environment, stop));
    }
}
