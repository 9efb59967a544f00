package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.fixtures.TestTopics;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCommandsIT {

    private static final String FIRST = "000001-aaaaaaaa";
    private static final String SECOND = "000002-bbbbbbbb";

    @TempDir
    private Path folder;

    private final TestTopics installed = new TestTopics();
    private final String prefix = installed.connection().topicNames().prefix();
    private final Cluster cluster = Cluster.of(installed.connection());
    private final Terminal terminal = Terminal.on(installed.connection());

    @BeforeEach
    void createTopics() {
        assertThat(terminal.millrace("topics", "create")).isZero();
    }

    @AfterEach
    void close() {
        cluster.close();
        installed.close();
    }

    @Test
    void checksTheTopicsItMade() {
        assertThat(terminal.millrace("topics", "check")).isZero();
        assertThat(terminal.millrace("topics", "check", "--partitions", "7")).isEqualTo(1);

        assertThat(terminal.said())
                .contains("created '" + prefix + "dead-letters'")
                .contains("all topics are as they should be")
                .contains("topic '" + prefix + "images': partitions should be 7, is 4");
    }

    @Test
    void saysWhichTopicsAreNotReplicatedAsRequired() {
        terminal.clear();

        assertThat(terminal.millrace("topics", "check", "--replication", "3")).isEqualTo(1);

        assertThat(terminal.said())
                .contains("topic '" + prefix + "images': replication should be 3, is 1")
                .contains("topic '" + prefix + "models': replication should be 3, is 1")
                .contains("topic '" + prefix + "models': min.insync.replicas should be 2, is 1")
                .contains("  kafka-configs --bootstrap-server "
                        + installed.connection().bootstrapServers() + " --alter --topic " + prefix
                        + "models --add-config min.insync.replicas=2")
                .doesNotContain("all topics are as they should be");
    }

    @Test
    void sendsEachReviewOnceAndWithholdsLabels() throws IOException {
        Path data = folder.resolve("reviews.tsv");
        Files.writeString(data, "pos\tgood film\nneg\tdull film\npos\tgood film\n");

        assertThat(terminal.millrace("produce", "reviews", "--data", data.toString(), "--labelled", "0"))
                .isZero();

        assertThat(terminal.said())
                .contains("2 reviews sent to '" + prefix + "reviews', 0 with their label")
                .contains("1 exact copies");
    }

    @Test
    void sendsUnlabelledTextsAndNamesWhatItLeavesOut() throws IOException {
        Path texts = Files.createDirectories(folder.resolve("texts/good")).getParent();
        Files.writeString(texts.resolve("good/one.txt"), "good film");
        Files.writeString(texts.resolve("two.txt"), "dull film");
        Path copy = Files.writeString(texts.resolve("zwei.txt"), "dull film");
        Path notes = Files.writeString(texts.resolve("notes.md"), "no text");

        assertThat(terminal.millrace("produce", "reviews", "--data", texts.toString()))
                .isZero();

        assertThat(terminal.said()).contains("2 reviews sent to '" + prefix + "reviews', 1 with their label");
        assertThat(terminal.complained())
                .contains("left out: " + copy + " is an exact copy of another file")
                .contains("left out: " + notes + " has a name that does not end in .txt");
        assertThat(installed.values(cluster.topics().reviews()))
                .extracting(Review::getLabel)
                .containsExactlyInAnyOrder("good", null);
    }

    @Test
    void thePinWinsUntilItIsRemoved() {
        publish(FIRST);
        publish(SECOND);
        send(cluster.topics().modelAliases(), ModelKeys.trainerAlias("image"), trainerAlias());

        assertThat(terminal.millrace("models", "rollback", "image", "--reason", "worse on cats"))
                .isZero();
        assertThat(terminal.millrace("models", "list")).isZero();
        assertThat(terminal.said())
                .containsPattern(FIRST + ".*serving, pinned, previous")
                .containsPattern(SECOND + ".*champion");

        assertThat(terminal.millrace("models", "show", "image")).isZero();
        assertThat(terminal.said()).contains("worse on cats").contains("accuracy  0.5000");

        assertThat(terminal.millrace("models", "unpin", "image")).isZero();
        assertThat(terminal.millrace("models", "list")).isZero();
        assertThat(terminal.said()).containsPattern(SECOND + ".*serving, champion");
    }

    @Test
    void refusesToPinWhatIsNotThere() {
        assertThat(terminal.millrace("models", "pin", "image", SECOND)).isEqualTo(1);

        assertThat(terminal.complained()).contains("there is no image model '" + SECOND + "'");
    }

    @Test
    void takesThePinBackWhenTheVersionIsRetiredAtTheSameMoment() throws Exception {
        publish(FIRST);
        try (Producer<String, byte[]> trainer = installed.transactionalProducer()) {
            trainer.beginTransaction();
            trainer.send(new ProducerRecord<>(
                            cluster.topics().models().name(), ModelKeys.manifest("image", FIRST), null))
                    .get();
            CompletableFuture<Integer> pin =
                    CompletableFuture.supplyAsync(() -> terminal.millrace("models", "pin", "image", FIRST));
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> operatorAlias().isPresent());

            trainer.commitTransaction();

            assertThat(pin.get()).isEqualTo(1);
            assertThat(terminal.complained()).contains("'" + FIRST + "' was retired at the same moment");
            assertThat(operatorAlias()).isEmpty();
        }
    }

    @Test
    void ordersARun() {
        assertThat(terminal.millrace("models", "train", "review")).isZero();

        assertThat(terminal.said()).contains("asked the trainer for a run on task review");
    }

    @Test
    void showsPredictions() {
        send(cluster.topics().imagePredictions(), "a1", prediction());

        assertThat(terminal.millrace("predictions", "tail", "--from-beginning", "--limit", "1", "--json"))
                .isZero();
        assertThat(terminal.millrace("predictions", "tail", "--from-beginning", "--limit", "1", "--task", "image"))
                .isZero();

        assertThat(terminal.said())
                .contains("{\"id\":\"a1\",\"label\":\"cat\"")
                .contains("\"input\":{\"topic\":\"images\",\"partition\":3,\"offset\":9,\"timestamp\":5}")
                .containsPattern("image +a1 +cat +0.750 +" + FIRST);
    }

    private Optional<OperatorAlias> operatorAlias() {
        try (ModelLog models = ModelLog.openAtEnd(installed.connection(), installed.topics())) {
            return models.catalog().operatorAlias(DefaultTasks.IMAGE);
        }
    }

    private void publish(String version) {
        ModelManifest manifest = ModelManifest.newBuilder()
                .setTask("image")
                .setVersion(version)
                .setSha256("a".repeat(64))
                .setBytes(100)
                .setChunks(1)
                .setCreatedAt(1_000)
                .setLabels(List.of("cat", "dog"))
                .setExamples(50)
                .setMetrics(Map.of("accuracy", 0.5))
                .build();
        send(
                cluster.topics().models(),
                ModelKeys.manifest(DefaultTasks.IMAGE.id(), version),
                ModelRecord.newBuilder().setContent(manifest).build());
    }

    private static ModelAlias trainerAlias() {
        TrainerAlias alias =
                TrainerAlias.newBuilder().setChampion(SECOND).setPrevious(FIRST).build();
        return ModelAlias.newBuilder().setContent(alias).build();
    }

    private static Prediction prediction() {
        return Prediction.newBuilder()
                .setLabel("cat")
                .setConfidence(0.75f)
                .setScores(Map.of("cat", 0.75f, "dog", 0.25f))
                .setModel(new ModelStamp("image", FIRST, "a".repeat(64), "float32"))
                .setInput(new Origin("images", 3, 9L, 5L))
                .build();
    }

    private <V> void send(Topic<String, V> topic, String key, V value) {
        try (Producer<String, V> producer = cluster.producer(topic, Duration.ofSeconds(30))) {
            var unused = producer.send(new ProducerRecord<>(topic.name(), key, value));
        }
    }
}
