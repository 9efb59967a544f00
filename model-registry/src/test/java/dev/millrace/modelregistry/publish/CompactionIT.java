package dev.millrace.modelregistry.publish;

import static dev.millrace.modelregistry.publish.TestModels.model;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.modelregistry.MissingModelException;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelManifest;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker's own compaction, configured to run within seconds. */
final class CompactionIT {

    private static final Map<String, String> IMPATIENCE = Map.of(
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.01",
            "max.compaction.lag.ms", "100",
            "delete.retention.ms", "0");

    private final TestTopics installed = TestTopics.made();
    private final KafkaConnection connection = installed.connection();
    private final Topics topics = installed.topics();

    @BeforeEach
    void hurryTheCleaner() throws Exception {
        try (Admin admin = Admin.create(connection.properties())) {
            List<AlterConfigOp> changes = IMPATIENCE.entrySet().stream()
                    .map(each -> new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), OpType.SET))
                    .toList();
            ConfigResource models = new ConfigResource(
                    ConfigResource.Type.TOPIC, topics.models().name());
            admin.incrementalAlterConfigs(Map.of(models, changes)).all().get();
        }
    }

    @AfterEach
    void close() {
        installed.close();
    }

    /** Tombstones are removed before the early reader has seen them, so it must read from the beginning. */
    @Test
    void takesWhatWasRetiredAndLeavesReadersWithTheSame() {
        try (ModelPublisher publisher =
                        ModelPublisher.open(connection, topics, DefaultTasks.IMAGE, new VersionRetention(1));
                ModelLog early = ModelLog.open(connection, topics, Duration.ZERO)) {
            String first = publisher.publish(model(700_000), catalog(installed), TestModels::run);
            String second = publisher.publish(model(300_000), catalog(installed), TestModels::run);
            early.readToEnd();
            String third = publisher.publish(model(20), catalog(installed), TestModels::run);
            assertThat(publisher.retire(
                            DefaultTasks.IMAGE, catalog(installed), () -> catalog(installed), Instant.now()))
                    .containsExactly(first);

            awaitCompactionOf(ModelKeys.chunk("image", first, 0));

            assertThatThrownBy(() -> early.fetch(DefaultTasks.IMAGE, first)).isInstanceOf(MissingModelException.class);
            assertThat(early.fetch(DefaultTasks.IMAGE, second))
                    .isEqualTo(model(300_000).bytes());
            early.readToEnd();
            assertThat(versions(early.catalog())).containsExactly(second, third);
            assertThat(versions(catalog(installed))).containsExactly(second, third);
            assertThat(catalog(installed).versionsWithChunks(DefaultTasks.IMAGE))
                    .containsExactlyInAnyOrder(second, third);
        }
    }

    /** The broker compacts everything before its active segment; a new record starts a new segment. */
    private void awaitCompactionOf(String key) {
        try (KafkaProducer<String, byte[]> other = installed.producer(Map.of())) {
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        other.send(new ProducerRecord<>(topics.models().name(), "nobody/knows", null))
                                .get();
                        assertThat(keysWithContent()).doesNotContain(key);
                    });
        }
    }

    private Set<String> keysWithContent() {
        return installed.committed(topics.models().name()).stream()
                .filter(record -> record.value() != null)
                .map(record -> new String(record.key(), UTF_8))
                .collect(Collectors.toSet());
    }

    private static List<String> versions(ModelCatalog catalog) {
        return catalog.versions(DefaultTasks.IMAGE).stream()
                .map(ModelManifest::getVersion)
                .toList();
    }

    private static ModelCatalog catalog(TestTopics installed) {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.catalog();
        }
    }
}
