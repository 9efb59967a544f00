package dev.millrace.modelregistry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.TrainerAlias;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelUploadIT {

    private static final Task TASK = DefaultTasks.IMAGE;
    private static final ImageArchitecture SHAPE = new ImageArchitecture(8, 2, 2, 4);
    private static final ModelArtifact MODEL = Artifacts.image(SHAPE, 1);

    private final TestTopics installed = TestTopics.made();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void servesNothingUntilItIsPromoted() {
        String first = upload(Artifacts.image(SHAPE, 2));
        String second = upload(MODEL);
        assertThat(catalog().serving(TASK)).isEmpty();
        assertThat(catalog().versions(TASK))
                .extracting(ModelManifest::getVersion)
                .containsExactly(first, second);

        promote(first);
        promote(second);

        assertThat(catalog().serving(TASK)).hasValue(second);
        assertThat(catalog().trainerAlias(TASK).map(TrainerAlias::getPrevious)).hasValue(first);
        assertThat(catalog().manifest(TASK, second).orElseThrow().getMetrics()).containsEntry("accuracy", 0.75);
        assertThat(fetch(second)).isEqualTo(MODEL.toBytes());
        assertThat(installed.values(installed.topics().trainingRuns())).hasSize(2);
    }

    @Test
    void writesTheSameModelOnce() {
        String version = upload(MODEL);

        assertThat(upload(MODEL)).isEqualTo(version);
        assertThat(catalog().versions(TASK)).hasSize(1);
    }

    private String upload(ModelArtifact artifact) {
        NewModel model = new NewModel(TASK, artifact, Instant.EPOCH, Optional.empty());
        return ModelUpload.upload(model, catalog(), installed.connection(), installed.topics());
    }

    private void promote(String version) {
        ModelManifest judged = ModelManifest.newBuilder(
                        catalog().manifest(TASK, version).orElseThrow())
                .setMetrics(Map.of("accuracy", 0.75))
                .build();
        try (ModelPublisher publisher =
                ModelPublisher.open(installed.connection(), installed.topics(), TASK, new VersionRetention(5))) {
            publisher.promote(TASK, judged, catalog(), TestModels.run(version));
        }
    }

    private ModelCatalog catalog() {
        try (ModelLog log = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return log.catalog();
        }
    }

    private byte[] fetch(String version) {
        try (ModelLog log = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return log.fetch(TASK, version);
        }
    }
}
