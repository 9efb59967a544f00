package dev.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Labels;
import dev.millrace.modelregistry.publish.ModelUpload;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.records.ModelManifest;
import dev.millrace.trainer.examples.ExampleStoreException;
import dev.millrace.trainer.examples.SplitKey;
import dev.millrace.trainer.examples.StoredSplitKey;
import dev.millrace.trainer.runs.RunEnd;
import dev.millrace.trainer.runs.RunReport;
import dev.millrace.trainer.training.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaModelStoreIT {

    private static final RunEnd PUBLISHED =
            new RunEnd(RunEnd.Kind.PUBLISHED, "better", OptionalDouble.of(0.9), OptionalDouble.empty(), List.of());

    @TempDir
    private Path directory;

    private TrainerInstallation installation;
    private KafkaModelStore store;

    @BeforeEach
    void open() {
        installation = new TrainerInstallation(directory);
        store = newTerm();
    }

    private KafkaModelStore newTerm() {
        TrainerConfig config = installation.config();
        return KafkaModelStore.open(
                config.connection(),
                installation.topics(),
                DefaultTasks.IMAGE,
                config.retention(),
                InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
        installation.close();
    }

    /** An app that cannot use the present champion tells former champions from refused uploads by this. */
    @Test
    void anUploadNamesAParentOnceItIsChampion() {
        String first = store.publish(model(0.1f), report("1", Optional.empty()));
        String upload = ModelUpload.upload(
                model(0.2f), installation.catalog(), installation.config().connection(), installation.topics());
        assertThat(parent(upload)).isEmpty();

        store.promote(upload, Map.of("accuracy", 0.9), report("2", Optional.of(upload)));

        assertThat(parent(upload)).hasValue(first);
        assertThat(installation.champion()).hasValue(upload);
    }

    @Test
    void aSuccessorOnAnEmptyDiskDividesByTheSameKey() {
        Optional<SplitKey> key = store.splitKey(Optional.empty());

        try (KafkaModelStore successor = newTerm()) {
            assertThat(key).isPresent();
            assertThat(successor.splitKey(Optional.empty())).isEqualTo(key);
            assertThat(successor.splitKey(Optional.of(new StoredSplitKey(key)))).isEqualTo(key);
            assertThatThrownBy(() -> successor.splitKey(Optional.of(new StoredSplitKey(Optional.empty()))))
                    .isInstanceOf(ExampleStoreException.class)
                    .hasMessageContaining("another split key");
            assertThat(installation.catalog().versions(DefaultTasks.IMAGE)).isEmpty();
        }
    }

    @Test
    void goesOnWithoutAKeyAfterAVersionThatHadNone() {
        store.publish(model(0.1f), report("1", Optional.empty()));

        try (KafkaModelStore upgraded = newTerm()) {
            assertThat(upgraded.splitKey(Optional.empty())).isEmpty();
        }
        try (KafkaModelStore successor = newTerm()) {
            assertThat(successor.splitKey(Optional.empty())).isEmpty();
        }
    }

    @Test
    void aStoreBringsItsKeyToTopicsThatHaveNone() {
        Optional<SplitKey> key = Optional.of(SplitKey.random());

        assertThat(store.splitKey(Optional.of(new StoredSplitKey(key)))).isEqualTo(key);

        try (KafkaModelStore successor = newTerm()) {
            assertThat(successor.splitKey(Optional.empty())).isEqualTo(key);
        }
    }

    private Optional<String> parent(String version) {
        return installation.catalog().manifest(DefaultTasks.IMAGE, version).map(ModelManifest::getParent);
    }

    private static NewModel model(float threshold) {
        ModelArtifact artifact = BrightnessPipeline.artifact(Labels.of("dark", "light"), -threshold, threshold);
        return new NewModel(DefaultTasks.IMAGE, artifact, Instant.EPOCH, Optional.empty());
    }

    private static RunReport report(String run, Optional<String> candidate) {
        return new RunReport(
                DefaultTasks.IMAGE,
                run,
                Trigger.COMMAND,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                new RunReport.PartSizes(1, 1, 1),
                Optional.empty(),
                PUBLISHED,
                1,
                candidate);
    }
}
