package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Labels;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topics;
import dev.millrace.testing.StreamsAppUnderTest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A predictions' topic that would not accept what a model predicts. */
class NarrowPredictionsTopicIT {

    @TempDir
    Path state;

    @Test
    void aModelWhosePredictionsWouldNotFitIsRefusedAndPredictionsGoOn() throws Exception {
        try (Installation installation = new Installation()) {
            Topics topics = installation.topics();
            installation.makeTopics();
            installation.limit(topics.reviewPredictions().name(), 2000);
            installation.publish(DefaultTasks.REVIEW, "000001-aaaaaaaa", Artifacts.review(3));

            try (StreamsAppUnderTest app = new StreamsAppUnderTest(StreamsApp::run, reviews(installation), state)) {
                until(() -> app.get("/health/ready").startsWith("200"));

                installation.publish(DefaultTasks.REVIEW, "000002-bbbbbbbb", longLabels(Artifacts.review(4)));
                until(() -> app.get("/metrics")
                        .contains("millrace_refusals_total{reason=\"prediction_too_large\",task=\"review\"} 1.0"));
                installation.send(topics.reviews(), "r1", new Review("good film", null));
                installation.flush();

                until(() -> !installation.values(topics.reviewPredictions()).isEmpty());
                assertThat(installation
                                .values(topics.reviewPredictions())
                                .get(0)
                                .getModel()
                                .getVersion())
                        .isEqualTo("000001-aaaaaaaa");
                assertThat(installation.committed(topics.deadLetters().name())).isEmpty();
            }
        }
    }

    private static Map<String, String> reviews(Installation installation) {
        Map<String, String> settings = new HashMap<>(installation.environment());
        settings.put("MILLRACE_STREAMS_CLIENTS", "review");
        return settings;
    }

    private static ModelArtifact longLabels(ModelArtifact model) {
        Manifest manifest = model.manifest();
        return ModelArtifact.of(
                new Manifest(
                        manifest.architecture(),
                        Labels.of("n".repeat(1_000), "p".repeat(1_000)),
                        manifest.fitSettings(),
                        manifest.metrics(),
                        manifest.provenance()),
                model.weights());
    }
}
