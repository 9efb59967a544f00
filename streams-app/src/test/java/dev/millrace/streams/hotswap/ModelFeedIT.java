package dev.millrace.streams.hotswap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import dev.millrace.streams.testing.FakeModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ModelFeedIT {

    private static final ImageArchitecture SMALL = new ImageArchitecture(8, 2, 2, 4);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CurrentModel<String> images = new CurrentModel<>();
    private final CurrentModel<String> reviews = new CurrentModel<>();
    private volatile boolean hasMemory = true;

    @Test
    void saysThatAModelWaitsForMemoryAndServesItSoonAfterAnotherWasReleased() {
        try (Installation installation = new Installation()) {
            installation.makeTopics();
            installation.publish(DefaultTasks.IMAGE, "000001-cccccccc", Artifacts.image(SMALL, 1));
            try (ModelFeed feed = start(installation)) {
                until(() -> serving(images).equals("000001-cccccccc"));
                hasMemory = false;
                installation.publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", Artifacts.review(1));
                until(() -> !feed.problems().isEmpty());
                assertThat(feed.problems())
                        .containsExactly("review model 000001-aaaaaaaa waits for memory, and is tried again");

                hasMemory = true;
                installation.publish(DefaultTasks.IMAGE, "000002-dddddddd", Artifacts.image(SMALL, 2));

                until(() -> serving(reviews).equals("000001-aaaaaaaa"));
                until(() -> feed.problems().isEmpty());
                assertThat(serving(images)).isEqualTo("000002-dddddddd");
            }
        }
    }

    private ModelFeed start(Installation installation) {
        KafkaConnection connection = ConnectionSettings.from(new Settings(installation.environment()));
        return ModelFeed.start(
                () -> ModelLog.open(connection, installation.topics()),
                List.of(installer(DefaultTasks.IMAGE, images), installer(DefaultTasks.REVIEW, reviews)),
                new FeedMetrics(meters, DefaultTasks.ALL));
    }

    private ModelInstaller<String> installer(Task task, CurrentModel<String> current) {
        ModelKind<String> kind = new ModelKind<>(task, this::load, List.of("good"));
        return new ModelInstaller<>(kind, 2, current, new InstallerMetrics(meters, task), () -> {});
    }

    private LoadedModel<String> load(ModelArtifact artifact) {
        FakeModel model = new FakeModel(artifact);
        if (!hasMemory) {
            model.exhaust();
        }
        return model;
    }

    private static String serving(CurrentModel<String> current) {
        return current.stamp().map(ModelStamp::getVersion).orElse("none");
    }

    private static void until(Callable<Boolean> holds) {
        await().dontCatchUncaughtExceptions().atMost(Duration.ofMinutes(2)).until(holds);
    }
}
