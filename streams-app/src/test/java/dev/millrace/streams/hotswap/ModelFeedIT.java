package dev.millrace.streams.hotswap;

import static dev.millrace.streams.hotswap.FakeModels.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ModelFeedIT {

    private static final ImageArchitecture SMALL = new ImageArchitecture(8, 2, 2, 4);

    private final FakeModels models = new FakeModels();

    @Test
    void saysThatAModelWaitsForMemoryAndServesItSoonAfterAnotherWasReleased() {
        try (Installation installation = new Installation()) {
            installation.makeTopics();
            installation.publish(DefaultTasks.IMAGE, "000001-cccccccc", Artifacts.image(SMALL, 1));
            try (ModelFeed feed = start(installation)) {
                until(() -> serving(models.images).equals("000001-cccccccc"));
                models.hasMemory = false;
                installation.publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", Artifacts.review(1));
                until(() -> !feed.problems().isEmpty());
                assertThat(feed.problems())
                        .containsExactly("review model 000001-aaaaaaaa waits for memory, and is tried again");

                models.hasMemory = true;
                installation.publish(DefaultTasks.IMAGE, "000002-dddddddd", Artifacts.image(SMALL, 2));

                until(() -> serving(models.reviews).equals("000001-aaaaaaaa"));
                until(() -> feed.problems().isEmpty());
                assertThat(serving(models.images)).isEqualTo("000002-dddddddd");
            }
        }
    }

    @Test
    void startsWithASubstituteAndGoesOverToTheRightModel() {
        try (Installation installation = new Installation()) {
            installation.makeTopics();
            installation.publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", Artifacts.review(1));
            installation.publish(DefaultTasks.REVIEW, "000002-bbbbbbbb", Artifacts.review(2));
            installation.pin(DefaultTasks.REVIEW, "000003-cccccccc");
            try (ModelFeed feed = start(installation)) {
                until(() -> serving(models.reviews).equals("000002-bbbbbbbb"));
                until(() -> feed.substitutions()
                        .contains(
                                "review model 000002-bbbbbbbb serves in place of 000003-cccccccc, which has no manifest"
                                        + " on the topic"));
                assertThat(substituteGauge()).isEqualTo(1);

                installation.publish(DefaultTasks.REVIEW, "000003-cccccccc", Artifacts.review(3));

                until(() -> serving(models.reviews).equals("000003-cccccccc"));
                until(() -> substituteGauge() == 0);
                assertThat(feed.substitutions()).isEmpty();
            }
        }
    }

    private double substituteGauge() {
        return models.meters
                .get("millrace.model.substitute")
                .tag("task", "review")
                .gauge()
                .value();
    }

    private ModelFeed start(Installation installation) {
        KafkaConnection connection = ConnectionSettings.from(new Settings(installation.environment()));
        ModelFeed feed =
                ModelFeed.of(() -> ModelLog.open(connection, installation.topics()), new FeedMetrics(models.meters));
        feed.add(models.imageInstaller);
        feed.add(models.reviewInstaller);
        feed.start();
        return feed;
    }

    private static void until(Callable<Boolean> holds) {
        await().dontCatchUncaughtExceptions().atMost(Duration.ofMinutes(2)).until(holds);
    }
}
