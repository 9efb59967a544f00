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
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.ModelKeys;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.testing.TestKafka;
import dev.millrace.schemas.testing.TestRegistry;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.Settings;
import dev.millrace.service.models.ModelCatalog;
import dev.millrace.service.models.ModelLog;
import dev.millrace.trainer.training.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ModelPublisherIT {

    private static final VersionRetention RETENTION = new VersionRetention(5);

    private KafkaConnection connection;
    private SchemaRegistry registry;
    private Topics topics;

    @BeforeEach
    void install() {
        connection = KafkaConnection.from(new Settings(Map.of(
                "MILLRACE_BOOTSTRAP_SERVERS", TestKafka.shared().bootstrapServers(),
                "MILLRACE_REGISTRY_URL", TestRegistry.shared().url(),
                "MILLRACE_TOPIC_PREFIX", TestKafka.shared().newPrefix())));
        registry = connection.openRegistry();
        topics = Topics.of(connection.topicNames(), registry);
        try (Admin admin = Admin.create(connection.properties())) {
            TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
        }
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void publishesAModelOfManyChunksWhole() {
        NewModel model = model(700_000);

        try (ModelPublisher publisher = open()) {
            String version = publisher.publish(model, catalog(), report());

            assertThat(fetch(version)).isEqualTo(model.bytes());
            ModelManifest manifest = catalog().manifest(Task.IMAGE, version).orElseThrow();
            assertThat(manifest.getChunks()).isEqualTo(4);
            assertThat(manifest.getSha256()).isEqualTo(model.sha256().hex());
        }
    }

    @Test
    void aTransactionCutOffBetweenChunksIsNeverSeen() {
        Publication cutOff = Publication.of(model(700_000), catalog(), 900_000);
        try (KafkaProducer<String, byte[]> dead = deadTrainer()) {
            dead.initTransactions();
            dead.beginTransaction();
            for (Publication.ModelEntry entry : cutOff.models().subList(0, 2)) {
                var unused = dead.send(new ProducerRecord<>(
                        topics.models().name(),
                        entry.key(),
                        topics.models()
                                .valueSerde()
                                .serializer()
                                .serialize(topics.models().name(), entry.content())));
            }
            dead.flush();

            try (ModelPublisher successor = open()) {
                NewModel model = model(1_000);
                String version = successor.publish(model, catalog(), report());

                assertThat(catalog().versions(Task.IMAGE))
                        .extracting(ModelManifest::getVersion)
                        .containsExactly(version);
                assertThat(fetch(version)).isEqualTo(model.bytes());
                assertThatThrownBy(dead::commitTransaction).isInstanceOf(RuntimeException.class);
                assertThat(catalog().manifest(Task.IMAGE, cutOff.version())).isEmpty();
            }
        }
    }

    @Test
    void aFencedPublisherWritesNothing() {
        try (ModelPublisher old = open();
                ModelPublisher successor = open()) {
            assertThatThrownBy(() -> old.publish(model(1_000), catalog(), report()))
                    .isInstanceOf(PublisherLostException.class);

            String version = successor.publish(model(1_000), catalog(), report());

            assertThat(catalog().versions(Task.IMAGE)).hasSize(1);
            assertThat(catalog().trainerAlias(Task.IMAGE).map(TrainerAlias::getChampion))
                    .hasValue(version);
        }
    }

    @Test
    void namesThePreviousChampion() {
        try (ModelPublisher publisher = open()) {
            String first = publisher.publish(model(10), catalog(), report());
            String second = publisher.publish(model(20), catalog(), report());

            TrainerAlias alias = catalog().trainerAlias(Task.IMAGE).orElseThrow();
            assertThat(alias.getChampion()).isEqualTo(second).startsWith("000002-");
            assertThat(alias.getPrevious()).isEqualTo(first).startsWith("000001-");
        }
    }

    @Test
    void retiresEveryChunkOfAVersionThatNobodyNeeds() {
        try (ModelPublisher publisher = ModelPublisher.open(connection, topics, Task.IMAGE, new VersionRetention(1))) {
            String first = publisher.publish(model(700_000), catalog(), report());
            publisher.publish(model(10), catalog(), report());
            publisher.publish(model(20), catalog(), report());

            assertThat(publisher.retire(Task.IMAGE, catalog(), this::catalog)).containsExactly(first);

            assertThat(catalog().versions(Task.IMAGE))
                    .extracting(ModelManifest::getVersion)
                    .hasSize(2)
                    .doesNotContain(first);
            assertThat(catalog().versionsWithChunks(Task.IMAGE)).hasSize(2).doesNotContain(first);
        }
    }

    @Test
    void retiresNothingThatIsPinnedWhileItGoes() {
        try (ModelPublisher publisher = ModelPublisher.open(connection, topics, Task.IMAGE, new VersionRetention(1))) {
            NewModel model = model(700_000);
            String first = publisher.publish(model, catalog(), report());
            publisher.publish(model(10), catalog(), report());
            publisher.publish(model(20), catalog(), report());

            assertThat(publisher.retire(Task.IMAGE, catalog(), () -> {
                        pin(first);
                        return catalog();
                    }))
                    .isEmpty();

            assertThat(catalog().serving(Task.IMAGE)).contains(first);
            assertThat(fetch(first)).isEqualTo(model.bytes());
        }
    }

    @Test
    void theBrokerRollsADeadTrainersTransactionBack() {
        try (KafkaProducer<String, byte[]> dead = deadTrainer()) {
            dead.initTransactions();
            dead.beginTransaction();
            var unused = dead.send(new ProducerRecord<>(topics.models().name(), "image/000001-dead/0", new byte[10]));
            dead.flush();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(openTransactions()).isZero());
        }
    }

    private long openTransactions() throws Exception {
        try (Admin admin = Admin.create(connection.properties())) {
            return admin.listTransactions().all().get().stream()
                    .filter(each -> each.transactionalId()
                            .startsWith(connection.topicNames().prefix()))
                    .filter(each -> each.state().name().equals("ONGOING"))
                    .count();
        }
    }

    private void pin(String version) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        try (KafkaProducer<String, ModelAlias> operator = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                topics.modelAliases().valueSerde().serializer())) {
            var unused = operator.send(new ProducerRecord<>(
                    topics.modelAliases().name(),
                    ModelKeys.operatorAlias("image"),
                    new ModelAlias(new OperatorAlias(version, "me", 1L, null))));
        }
    }

    private ModelPublisher open() {
        return ModelPublisher.open(connection, topics, Task.IMAGE, RETENTION);
    }

    private KafkaProducer<String, byte[]> deadTrainer() {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("transactional.id", ModelPublisher.transactionalId(connection, Task.IMAGE));
        properties.put("transaction.timeout.ms", 10_000);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private ModelCatalog catalog() {
        try (ModelLog models = ModelLog.open(connection, topics)) {
            models.readToEnd();
            return models.catalog();
        }
    }

    private byte[] fetch(String version) {
        try (ModelLog models = ModelLog.open(connection, topics)) {
            models.readToEnd();
            return models.fetch(Task.IMAGE, version);
        }
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
