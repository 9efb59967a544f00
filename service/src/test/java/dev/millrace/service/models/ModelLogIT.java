package dev.millrace.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.Task;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.transfer.Chunk;
import dev.millrace.model.transfer.ChunkSplitter;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.ModelKeys;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.testing.TestKafka;
import dev.millrace.schemas.testing.TestRegistry;
import dev.millrace.service.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelLogIT {

    private final KafkaConnection connection = new KafkaConnection(
            TestKafka.shared().bootstrapServers(),
            TestRegistry.shared().url(),
            new TopicNames(TestKafka.shared().newPrefix()),
            true,
            Map.of(),
            Map.of());
    private final SchemaRegistry registry = connection.openRegistry();
    private final Topics topics = Topics.of(connection.topicNames(), registry);
    private final byte[] artifact = new byte[1_000];
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(
                    "bootstrap.servers",
                    connection.bootstrapServers(),
                    "transactional.id",
                    UUID.randomUUID().toString()),
            new StringSerializer(),
            new ByteArraySerializer());

    @BeforeEach
    void prepare() {
        new Random(1).nextBytes(artifact);
        try (Admin admin = Admin.create(connection.properties())) {
            TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
        }
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close();
        registry.close();
    }

    @Test
    void fetchesTheModelThatTheTrainerPublished() {
        publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().serving(Task.IMAGE)).contains("000001-aaaaaaaa");
            assertThat(log.catalog().serving(Task.REVIEW)).isEmpty();
            assertThat(log.fetch(Task.IMAGE, "000001-aaaaaaaa")).isEqualTo(artifact);
        }
    }

    @Test
    void obeysTheOperatorUntilHisWordIsWithdrawn() {
        publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        publish("000002-bbbbbbbb", artifact, Sha256.of(artifact));
        String key = ModelKeys.operatorAlias("image");
        alias(key, new ModelAlias(new OperatorAlias("000001-aaaaaaaa", "me", 1L, null)));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();
            assertThat(log.catalog().serving(Task.IMAGE)).contains("000001-aaaaaaaa");

            alias(key, null);
            log.readToEnd();

            assertThat(log.catalog().serving(Task.IMAGE)).contains("000002-bbbbbbbb");
        }
    }

    @Test
    void neverSeesAPublishThatWasNotCommitted() {
        producer.beginTransaction();
        send("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        producer.flush();
        producer.abortTransaction();

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().versions(Task.IMAGE)).isEmpty();
        }
    }

    @Test
    void waitsForTheManifestOfAnAliasThatCameEarly() {
        alias(ModelKeys.trainerAlias("image"), new ModelAlias(new TrainerAlias("000009-eeeeeeee", null)));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().serving(Task.IMAGE)).isEmpty();
            assertThat(log.catalog().dangling(Task.IMAGE)).contains("000009-eeeeeeee");
        }
    }

    @Test
    void refusesChunksThatAreNotWhatTheManifestPromised() {
        publish("000001-aaaaaaaa", artifact, Sha256.of(new byte[] {1}));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThatThrownBy(() -> log.fetch(Task.IMAGE, "000001-aaaaaaaa"))
                    .isInstanceOfAny(ArtifactException.class, MissingModelException.class);
        }
    }

    @Test
    void namesAChunkThatIsGone() {
        publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        transaction(() -> producer.send(
                new ProducerRecord<>(topics.models().name(), ModelKeys.chunk("image", "000001-aaaaaaaa", 2), null)));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThatThrownBy(() -> log.fetch(Task.IMAGE, "000001-aaaaaaaa"))
                    .isInstanceOf(MissingModelException.class)
                    .hasMessageContaining("chunk 2");
        }
    }

    @Test
    void skipsWhatIsNoModelRecordAndReadsOn() {
        transaction(() -> {
            producer.send(new ProducerRecord<>(topics.models().name(), "image/x", new byte[] {1, 2, 3}));
        });
        publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.unreadable()).isEqualTo(1);
            assertThat(log.catalog().serving(Task.IMAGE)).isPresent();
        }
    }

    @Test
    void countsWhatCannotBeReadAsNothingUnderItsKeyAsItWouldBeAfterCompaction() {
        publish("000001-aaaaaaaa", artifact, Sha256.of(artifact));
        transaction(() -> producer.send(new ProducerRecord<>(
                topics.models().name(), ModelKeys.manifest("image", "000001-aaaaaaaa"), new byte[] {1, 2, 3})));

        try (ModelLog log = ModelLog.open(connection, topics)) {
            log.readToEnd();

            assertThat(log.catalog().versions(Task.IMAGE)).isEmpty();
            assertThat(log.catalog().dangling(Task.IMAGE)).contains("000001-aaaaaaaa");
            assertThat(log.catalog().chunks(Task.IMAGE, "000001-aaaaaaaa")).containsExactlyInAnyOrder(0, 1, 2, 3);
        }
    }

    @Test
    void readsPastATransactionOnlyOnceItHasEnded() {
        try (ModelLog log = ModelLog.open(connection, topics)) {
            producer.beginTransaction();
            send("000001-aaaaaaaa", artifact, Sha256.of(artifact));
            producer.flush();

            assertThatThrownBy(() -> log.readModelsPastOpenTransactions(Duration.ofMillis(500)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("open for longer");

            producer.commitTransaction();
            log.readModelsPastOpenTransactions(Duration.ofSeconds(30));

            assertThat(log.catalog().manifest(Task.IMAGE, "000001-aaaaaaaa")).isPresent();
        }
    }

    private void publish(String version, byte[] content, Sha256 promised) {
        producer.beginTransaction();
        send(version, content, promised);
        sendAlias(ModelKeys.trainerAlias("image"), new ModelAlias(new TrainerAlias(version, null)));
        producer.commitTransaction();
    }

    private void send(String version, byte[] content, Sha256 promised) {
        List<Chunk> chunks = ChunkSplitter.split(content, 300);
        for (Chunk chunk : chunks) {
            sendModel(
                    ModelKeys.chunk("image", version, chunk.index()),
                    new ModelRecord(
                            new ModelChunk(chunk.artifact().hex(), chunk.index(), chunk.count(), chunk.content())));
        }
        sendModel(
                ModelKeys.manifest("image", version),
                new ModelRecord(new ModelManifest(
                        "image",
                        version,
                        promised.hex(),
                        (long) content.length,
                        chunks.size(),
                        0L,
                        null,
                        List.of("a", "b"),
                        1L,
                        Map.of())));
    }

    private void sendModel(String key, ModelRecord value) {
        String topic = topics.models().name();
        producer.send(new ProducerRecord<>(
                topic, key, topics.models().valueSerde().serializer().serialize(topic, value)));
    }

    private void alias(String key, @org.jspecify.annotations.Nullable ModelAlias value) {
        transaction(() -> sendAlias(key, value));
    }

    private void sendAlias(String key, @org.jspecify.annotations.Nullable ModelAlias value) {
        String topic = topics.modelAliases().name();
        producer.send(new ProducerRecord<>(
                topic, key, topics.modelAliases().valueSerde().serializer().serialize(topic, value)));
    }

    private void transaction(Runnable sends) {
        producer.beginTransaction();
        sends.run();
        producer.commitTransaction();
    }
}
