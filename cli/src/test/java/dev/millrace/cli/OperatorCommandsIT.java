package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.model.Task;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.ModelKeys;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.testing.TestKafka;
import dev.millrace.schemas.testing.TestRegistry;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.models.ModelLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCommandsIT {

    private static final String FIRST = "000001-aaaaaaaa";
    private static final String SECOND = "000002-bbbbbbbb";

    @TempDir
    private Path folder;

    private final String prefix = TestKafka.shared().newPrefix();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cluster cluster = Cluster.of(new KafkaConnection(
            TestKafka.shared().bootstrapServers(),
            TestRegistry.shared().url(),
            new TopicNames(prefix),
            true,
            Map.of(),
            Map.of()));

    @BeforeEach
    void createTopics() {
        assertThat(millrace("topics", "create")).isZero();
    }

    @Test
    void checksTheTopicsItMade() {
        assertThat(millrace("topics", "check")).isZero();
        assertThat(millrace("topics", "check", "--partitions", "7")).isEqualTo(1);

        assertThat(out.toString())
                .contains("created '" + prefix + "dead-letters'")
                .contains("all topics are as they should be")
                .contains("topic '" + prefix + "images': partitions should be 7, is 4");
    }

    @Test
    void sendsEachReviewOnceAndWithholdsLabels() throws IOException {
        Path data = folder.resolve("reviews.tsv");
        Files.writeString(data, "pos\tgood film\nneg\tdull film\npos\tgood film\n");

        assertThat(millrace("produce", "reviews", "--data", data.toString(), "--labelled", "0"))
                .isZero();

        assertThat(out.toString())
                .contains("2 reviews sent to '" + prefix + "reviews', 0 with their label")
                .contains("1 exact copies");
    }

    @Test
    void letsTheOperatorsWordWinUntilItIsWithdrawn() {
        publish(FIRST);
        publish(SECOND);
        send(cluster.topics().modelAliases(), ModelKeys.trainerAlias("image"), trainerAlias());

        assertThat(millrace("models", "rollback", "image", "--reason", "worse on cats"))
                .isZero();
        assertThat(millrace("models", "list")).isZero();
        assertThat(out.toString())
                .containsPattern(FIRST + ".*serving, pinned, previous")
                .containsPattern(SECOND + ".*champion");

        assertThat(millrace("models", "show", "image")).isZero();
        assertThat(out.toString()).contains("worse on cats").contains("accuracy  0.5000");

        assertThat(millrace("models", "unpin", "image")).isZero();
        assertThat(millrace("models", "list")).isZero();
        assertThat(out.toString()).containsPattern(SECOND + ".*serving, champion");
    }

    @Test
    void refusesToPinWhatIsNotThere() {
        assertThat(millrace("models", "pin", "image", SECOND)).isEqualTo(1);

        assertThat(err.toString()).contains("there is no image model '" + SECOND + "'");
    }

    @Test
    void takesThePinBackWhenTheVersionIsRetiredAtTheSameMoment() throws Exception {
        publish(FIRST);
        try (Producer<String, byte[]> trainer = transactionalProducer()) {
            trainer.initTransactions();
            trainer.beginTransaction();
            trainer.send(new ProducerRecord<>(
                            cluster.topics().models().name(), ModelKeys.manifest("image", FIRST), null))
                    .get();
            CompletableFuture<Integer> pin =
                    CompletableFuture.supplyAsync(() -> millrace("models", "pin", "image", FIRST));
            await().atMost(Duration.ofSeconds(30)).until(() -> operatorAlias().isPresent());

            trainer.commitTransaction();

            assertThat(pin.get()).isEqualTo(1);
            assertThat(err.toString()).contains("'" + FIRST + "' was retired at this moment");
            assertThat(operatorAlias()).isEmpty();
        }
    }

    @Test
    void ordersARun() {
        assertThat(millrace("models", "train", "review")).isZero();

        assertThat(out.toString()).contains("asked the trainer for a run on reviews");
    }

    @Test
    void showsPredictions() {
        send(cluster.topics().imagePredictions(), "a1", prediction());

        assertThat(millrace("predictions", "tail", "--from-beginning", "--limit", "1", "--json"))
                .isZero();
        assertThat(millrace("predictions", "tail", "--from-beginning", "--limit", "1", "--task", "image"))
                .isZero();

        assertThat(out.toString())
                .contains("{\"id\":\"a1\",\"label\":\"cat\"")
                .contains("\"input\":{\"topic\":\"images\",\"partition\":3,\"offset\":9,\"timestamp\":5}")
                .containsPattern("image +a1 +cat +0.750 +" + FIRST);
    }

    private Optional<OperatorAlias> operatorAlias() {
        try (ModelLog log = ModelLog.open(cluster.connection(), cluster.topics())) {
            log.readToEnd();
            return log.catalog().operatorAlias(Task.IMAGE);
        }
    }

    private Producer<String, byte[]> transactionalProducer() {
        Map<String, Object> properties = cluster.connection().properties();
        properties.put("transactional.id", UUID.randomUUID().toString());
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private int millrace(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--bootstrap-server", TestKafka.shared().bootstrapServers()));
        all.addAll(List.of("--registry", TestRegistry.shared().url(), "--topic-prefix", prefix));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
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
                ModelKeys.manifest(Task.IMAGE.id(), version),
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
