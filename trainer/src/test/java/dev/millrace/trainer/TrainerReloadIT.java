package dev.millrace.trainer;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.testing.LocalHttp;
import dev.millrace.testing.TestRegistry;
import dev.millrace.trainer.election.Election;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that come and go while the trainer runs, because its settings file changes. */
final class TrainerReloadIT {

    private static final Task PHOTOS = new Task("photos", TaskType.IMAGE);

    private final LocalHttp http = new LocalHttp(TestRegistry.freePort());
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    @TempDir
    private Path directory;

    private TrainerInstallation installation;
    private CompletableFuture<Void> ended;

    @BeforeEach
    void startWithImagesAlone() throws Exception {
        configure("tasks=image");
        installation = new TrainerInstallation(directory.resolve("data"))
                .dividedByContentAlone()
                .with("MILLRACE_CONFIG", file().toString())
                .with("MILLRACE_TRAINER_OPERATIONS_PORT", Integer.toString(http.port()))
                .with("MILLRACE_TRAINER_IMAGE_SIDE", "8")
                .with("MILLRACE_TRAINER_EPOCHS", "1");
        try (Admin admin = installation.admin()) {
            String labelled = installation.config().connection().topicNames().labelled(PHOTOS.id());
            admin.createTopics(List.of(new NewTopic(labelled, 1, (short) 1)))
                    .all()
                    .get();
        }
        ended = CompletableFuture.runAsync(() -> Trainer.run(installation.environment(), stop));
        until(() -> http.get("/health/ready").startsWith("200") && isActive("image"));
    }

    @AfterEach
    void close() throws Exception {
        stop.complete(null);
        ended.get(2, TimeUnit.MINUTES);
        installation.close();
    }

    @Test
    void addsAndRemovesATaskWhileTheLeaderOfAnotherStays() throws Exception {
        Set<String> members = members(DefaultTasks.IMAGE);

        configure("tasks=image,photos", "task.photos.type=image");
        until(() -> isActive("photos"));
        until(() -> http.get("/health/ready/photos").startsWith("200"));

        configure("tasks=image", "trainer.threads=1", "streams.threads=7");
        until(() -> http.get("/health/ready/photos").startsWith("404"));
        until(() -> http.get("/health/ready").contains("millrace.properties:2: trainer.threads takes effect"));
        until(() -> http.get("/metrics").lines().noneMatch(line -> line.contains("photos")));
        assertThat(http.get("/health/ready")).startsWith("200").doesNotContain("streams.threads");
        assertThat(members(PHOTOS)).isEmpty();
        assertThat(members(DefaultTasks.IMAGE)).isEqualTo(members).hasSize(1);
        installation.label(300);
        until(() -> !installation.runs().isEmpty());
    }

    @Test
    void refusesAFileWithErrorsWhole() throws Exception {
        configure("tasks=image,photos,more", "task.photos.type=image", "task.more.type=picture");

        until(() -> http.get("/health/ready").contains("the changed settings file is refused"));

        assertThat(http.get("/health/ready"))
                .startsWith("200")
                .contains("millrace.properties:3: task.more.type='picture'");
        assertThat(http.get("/health/ready/photos")).startsWith("404");
        assertThat(isActive("image")).isTrue();
    }

    private boolean isActive(String task) {
        return http.get("/metrics").contains("millrace_trainer_active{task=\"" + task + "\"} 1.0");
    }

    /** The members of the task's election: a member that leaves and comes back has another name. */
    private Set<String> members(Task task) {
        String group = Election.groupOf(installation.config().connection(), task);
        try (Admin admin = installation.admin()) {
            return admin.describeConsumerGroups(Set.of(group)).all().get().get(group).members().stream()
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return directory.resolve("millrace.properties");
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines) + "\n");
    }
}
