package dev.millrace.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.model.FitSettings;
import dev.millrace.model.Labels;
import dev.millrace.model.Optimizer;
import dev.millrace.model.Task;
import dev.millrace.model.artifact.Architecture;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.image.ImageArchitecture;
import dev.millrace.records.ModelManifest;
import dev.millrace.schemas.ModelKeys;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.testing.TestKafka;
import dev.millrace.schemas.testing.TestRegistry;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.Settings;
import dev.millrace.service.models.MissingModelException;
import dev.millrace.service.models.ModelCatalog;
import dev.millrace.service.models.ModelLog;
import dev.millrace.trainer.training.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker's own compaction, made to come within seconds. */
final class CompactionIT {

    private static final Map<String, String> IMPATIENCE = Map.of(
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.01",
            "max.compaction.lag.ms", "100",
            "delete.retention.ms", "0");

    private final KafkaConnection connection = KafkaConnection.from(new Settings(Map.of(
            "MILLRACE_BOOTSTRAP_SERVERS", TestKafka.shared().bootstrapServers(),
            "MILLRACE_REGISTRY_URL", TestRegistry.shared().url(),
            "MILLRACE_TOPIC_PREFIX", TestKafka.shared().newPrefix())));
    private final SchemaRegistry registry = connection.openRegistry();
    private final Topics topics = Topics.of(connection.topicNames(), registry);

    @BeforeEach
    void install() throws Exception {
        try (Admin admin = Admin.create(connection.properties())) {
            var unused = TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
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
        registry.close();
    }

    /** Tombstones go too, before the early reader has seen them: it has to read from the beginning. */
    @Test
    void takesWhatWasRetiredAndLeavesReadersWithTheSame() {
        try (ModelPublisher publisher = ModelPublisher.open(connection, topics, Task.IMAGE, new VersionRetention(1));
                ModelLog early = ModelLog.open(connection, topics, Duration.ZERO)) {
            String first = publisher.publish(model(700_000), catalog(), report());
            String second = publisher.publish(model(300_000), catalog(), report());
            early.readToEnd();
            String third = publisher.publish(model(20), catalog(), report());
            assertThat(publisher.retire(Task.IMAGE, catalog(), this::catalog)).containsExactly(first);

            awaitCompactionOf(ModelKeys.chunk("image", first, 0));

            assertThatThrownBy(() -> early.fetch(Task.IMAGE, first)).isInstanceOf(MissingModelException.class);
            assertThat(early.fetch(Task.IMAGE, second)).isEqualTo(model(300_000).bytes());
            early.readToEnd();
            assertThat(versions(early.catalog())).containsExactly(second, third);
            assertThat(versions(catalog())).containsExactly(second, third);
            assertThat(catalog().versionsWithChunks(Task.IMAGE)).containsExactlyInAnyOrder(second, third);
        }
    }

    /** The broker compacts what is behind the segment it writes to; a new record begins a new segment. */
    private void awaitCompactionOf(String key) {
        try (KafkaProducer<String, byte[]> other =
                new KafkaProducer<>(connection.properties(), new StringSerializer(), new ByteArraySerializer())) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        other.send(new ProducerRecord<>(topics.models().name(), "nobody/knows", null))
                                .get();
                        assertThat(keysWithContent()).doesNotContain(key);
                    });
        }
    }

    private Set<String> keysWithContent() {
        TopicPartition models = new TopicPartition(topics.models().name(), 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(connection.properties(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(models));
            consumer.seekToBeginning(List.of(models));
            long end = consumer.endOffsets(List.of(models)).getOrDefault(models, 0L);
            Set<String> keys = new HashSet<>();
            while (consumer.position(models) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.value() != null) {
                        keys.add(record.key());
                    }
                }
            }
            return keys;
        }
    }

    private ModelCatalog catalog() {
        try (ModelLog models = ModelLog.open(connection, topics)) {
            models.readToEnd();
            return models.catalog();
        }
    }

    private static List<String> versions(ModelCatalog catalog) {
        return catalog.versions(Task.IMAGE).stream()
                .map(ModelManifest::getVersion)
                .toList();
    }

    private static NewModel model(int floats) {
        Manifest manifest = new Manifest(
                new Architecture.Convolutional(ImageArchitecture.standard()),
                Labels.of("a", "b"),
                new FitSettings(Optimizer.ADAM, 0.1, 1, 1, 0, 1),
                Map.of("accuracy", 0.5),
                new Provenance(List.of(), Sha256.of(new byte[0]), 7, 1, Instant.EPOCH, Optional.empty(), Map.of()));
        Tensor tensor = Tensor.of("values", List.of(floats), new float[floats]);
        return new NewModel(ModelArtifact.of(manifest, new Weights(List.of(tensor))), Instant.EPOCH, Optional.empty());
    }

    private static RunReport report() {
        return new RunReport(
                Task.IMAGE,
                "a-run",
                Cause.COMMAND,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                new RunReport.PartSizes(1, 1, 1),
                Optional.empty(),
                RunEnd.failed("only a test"),
                1);
    }
}
