package dev.millrace.modelregistry.publish;

import static dev.millrace.modelregistry.publish.TestModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModelPublisherIT {

    private static final VersionRetention RETENTION = new VersionRetention(5);

    private final TestTopics installed = TestTopics.made();
    private final KafkaConnection connection = installed.connection();
    private final Topics topics = installed.topics();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void publishesAModelOfManyChunksWhole() {
        NewModel model = model(700_000);

        try (ModelPublisher publisher = open()) {
            String version = publisher.publish(model, catalog(), TestModels::run);

            assertThat(fetch(version)).isEqualTo(model.bytes());
            ModelManifest manifest =
                    catalog().manifest(DefaultTasks.IMAGE, version).orElseThrow();
            assertThat(manifest.getChunks()).isEqualTo(22);
            assertThat(manifest.getSha256()).isEqualTo(model.sha256().hex());
        }
    }

    @Test
    void aTransactionCutOffBetweenChunksIsNeverSeen() {
        Publication cutOff = Publication.of(model(700_000), catalog(), 900_000);
        try (KafkaProducer<String, byte[]> dead = deadTrainer(60_000)) {
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
                String version = successor.publish(model, catalog(), TestModels::run);

                assertThat(catalog().versions(DefaultTasks.IMAGE))
                        .extracting(ModelManifest::getVersion)
                        .containsExactly(version);
                assertThat(fetch(version)).isEqualTo(model.bytes());
                assertThatThrownBy(dead::commitTransaction).isInstanceOf(RuntimeException.class);
                assertThat(catalog().manifest(DefaultTasks.IMAGE, cutOff.version()))
                        .isEmpty();
            }
        }
    }

    @Test
    void aFencedPublisherWritesNothing() {
        try (ModelPublisher old = open();
                ModelPublisher successor = open()) {
            assertThatThrownBy(() -> old.publish(model(1_000), catalog(), TestModels::run))
                    .isInstanceOf(PublisherLostException.class);

            String version = successor.publish(model(1_000), catalog(), TestModels::run);

            assertThat(catalog().versions(DefaultTasks.IMAGE)).hasSize(1);
            assertThat(catalog().trainerAlias(DefaultTasks.IMAGE).map(TrainerAlias::getChampion))
                    .hasValue(version);
        }
    }

    @Test
    void namesThePreviousChampion() {
        try (ModelPublisher publisher = open()) {
            String first = publisher.publish(model(10), catalog(), TestModels::run);
            String second = publisher.publish(model(20), catalog(), TestModels::run);

            TrainerAlias alias = catalog().trainerAlias(DefaultTasks.IMAGE).orElseThrow();
            assertThat(alias.getChampion()).isEqualTo(second).startsWith("000002-");
            assertThat(alias.getPrevious()).isEqualTo(first).startsWith("000001-");
        }
    }

    @Test
    void retiresEveryChunkOfAnUnneededVersion() {
        try (ModelPublisher publisher =
                ModelPublisher.open(connection, topics, DefaultTasks.IMAGE, new VersionRetention(1))) {
            String first = publisher.publish(model(700_000), catalog(), TestModels::run);
            publisher.publish(model(10), catalog(), TestModels::run);
            publisher.publish(model(20), catalog(), TestModels::run);

            assertThat(publisher.retire(DefaultTasks.IMAGE, catalog(), this::catalog, Instant.now()))
                    .containsExactly(first);

            assertThat(catalog().versions(DefaultTasks.IMAGE))
                    .extracting(ModelManifest::getVersion)
                    .hasSize(2)
                    .doesNotContain(first);
            assertThat(catalog().versionsWithChunks(DefaultTasks.IMAGE))
                    .hasSize(2)
                    .doesNotContain(first);
        }
    }

    @Test
    void retiresTheOldestWhereVersionsHaveMoreThanSixDigits() {
        pin("999998-aaaaaaaa");
        try (ModelPublisher publisher =
                ModelPublisher.open(connection, topics, DefaultTasks.IMAGE, new VersionRetention(2))) {
            List<String> published = new ArrayList<>();
            for (int floats = 1; floats <= 4; floats++) {
                published.add(publisher.publish(model(floats), catalog(), TestModels::run));
            }
            assertThat(published.get(0)).startsWith("999999-");
            assertThat(published.get(3)).startsWith("1000002-");
            assertThat(catalog().versions(DefaultTasks.IMAGE))
                    .extracting(ModelManifest::getVersion)
                    .containsExactlyElementsOf(published);

            assertThat(publisher.retire(DefaultTasks.IMAGE, catalog(), this::catalog, Instant.now()))
                    .containsExactlyInAnyOrderElementsOf(published.subList(0, 2));

            assertThat(catalog().versions(DefaultTasks.IMAGE))
                    .extracting(ModelManifest::getVersion)
                    .containsExactlyElementsOf(published.subList(2, 4));
        }
    }

    @Test
    void retiresNothingThatIsPinnedMeanwhile() {
        try (ModelPublisher publisher =
                ModelPublisher.open(connection, topics, DefaultTasks.IMAGE, new VersionRetention(1))) {
            NewModel model = model(700_000);
            String first = publisher.publish(model, catalog(), TestModels::run);
            publisher.publish(model(10), catalog(), TestModels::run);
            publisher.publish(model(20), catalog(), TestModels::run);

            assertThat(publisher.retire(
                            DefaultTasks.IMAGE,
                            catalog(),
                            () -> {
                                pin(first);
                                return catalog();
                            },
                            Instant.now()))
                    .isEmpty();

            assertThat(catalog().serving(DefaultTasks.IMAGE)).contains(first);
            assertThat(fetch(first)).isEqualTo(model.bytes());
        }
    }

    @Test
    void theBrokerRollsADeadTrainersTransactionBack() {
        try (KafkaProducer<String, byte[]> dead = deadTrainer(1_000)) {
            dead.initTransactions();
            dead.beginTransaction();
            var unused = dead.send(new ProducerRecord<>(topics.models().name(), "image/000001-dead/0", new byte[10]));
            dead.flush();

            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofMinutes(2))
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
        try (KafkaProducer<String, ModelAlias> operator = new KafkaProducer<>(
                connection.properties(),
                new StringSerializer(),
                topics.modelAliases().valueSerde().serializer())) {
            var unused = operator.send(new ProducerRecord<>(
                    topics.modelAliases().name(),
                    ModelKeys.operatorAlias("image"),
                    new ModelAlias(new OperatorAlias(version, "me", 1L, null))));
        }
    }

    private ModelPublisher open() {
        return ModelPublisher.open(connection, topics, DefaultTasks.IMAGE, RETENTION);
    }

    private KafkaProducer<String, byte[]> deadTrainer(int transactionMillis) {
        return installed.producer(Map.of(
                "transactional.id",
                ModelPublisher.transactionalId(connection, DefaultTasks.IMAGE),
                "transaction.timeout.ms",
                transactionMillis));
    }

    private ModelCatalog catalog() {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.catalog();
        }
    }

    private byte[] fetch(String version) {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.fetch(DefaultTasks.IMAGE, version);
        }
    }
}
