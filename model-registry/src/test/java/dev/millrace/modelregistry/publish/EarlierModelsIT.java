package dev.millrace.modelregistry.publish;

import static dev.millrace.modelregistry.publish.TestModels.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.RecordedTopics;
import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.TrainerAlias;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The model topics as the version before 0.1.0 left them: read by this version, and continued by it. */
final class EarlierModelsIT {

    private final TestTopics installed = TestTopics.made();

    @BeforeEach
    void writeRecords() {
        RecordedTopics.write(installed, List.of(RecordedTopics.NAMES.models(), RecordedTopics.NAMES.modelAliases()));
    }

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void knowsWhatTheVersionBeforeKnew() {
        try (ModelLog log = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            assertThat(ModelFacts.of(log)).isEqualTo(RecordedTopics.expectedModels());
            assertThat(log.unreadable()).isZero();
        }
    }

    @Test
    void publishesAndRetiresAfterTheVersionBefore() {
        ModelCatalog before = catalog();
        String champion = before.trainerAlias(DefaultTasks.IMAGE).orElseThrow().getChampion();
        String pinned = before.operatorAlias(DefaultTasks.IMAGE).orElseThrow().getVersion();

        try (ModelPublisher publisher = ModelPublisher.open(
                installed.connection(), installed.topics(), DefaultTasks.IMAGE, new VersionRetention(1))) {
            String version = publisher.publish(model(10), before, TestModels::run);
            publisher.retire(DefaultTasks.IMAGE, catalog(), this::catalog, Instant.now());

            assertThat(version).startsWith("000007-");
            assertThat(catalog().trainerAlias(DefaultTasks.IMAGE)).hasValue(new TrainerAlias(version, champion));
            assertThat(catalog().serving(DefaultTasks.IMAGE)).hasValue(pinned);
            assertThat(versions(DefaultTasks.IMAGE)).containsExactly(pinned, champion, version);
            assertThat(catalog().versionsWithChunks(DefaultTasks.IMAGE))
                    .containsExactlyInAnyOrder(pinned, champion, version);
        }
    }

    private List<String> versions(Task task) {
        return catalog().versions(task).stream().map(ModelManifest::getVersion).toList();
    }

    private ModelCatalog catalog() {
        try (ModelLog log = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return log.catalog();
        }
    }
}
