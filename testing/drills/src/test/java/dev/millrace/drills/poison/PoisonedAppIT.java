package dev.millrace.drills.poison;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.streams.StreamsApp;
import dev.millrace.testing.StreamsAppUnderTest;
import dev.millrace.testing.TestKafka;
import dev.millrace.testing.TestRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole catalogue through the whole app, each input between good ones of the same batch. */
class PoisonedAppIT {

    private static final ImageArchitecture SMALL = new ImageArchitecture(8, 4, 4, 8);

    private static final int CLIENTS = 3;

    @TempDir
    private Path state;

    private final Installation installation = new Installation();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final Map<String, String> expected = new HashMap<>();

    @AfterEach
    void close() {
        producer.close();
        installation.close();
    }

    @Test
    void answersEveryInputOnceAsTheCatalogueSays() throws ExecutionException, InterruptedException {
        Map<String, String> environment = new HashMap<>(installation.environment());
        environment.put("MILLRACE_STREAMS_PARTITIONS", "1");
        try (StreamsAppUnderTest app = new StreamsAppUnderTest(StreamsApp::run, environment, state)) {
            until(() -> app.get("/health/ready").contains("no image model yet"));
            PoisonCatalog catalog = PoisonCatalog.of(
                    installation.topics(), TestRegistry.shared().url());
            for (PoisonInput input : catalog.inputs()) {
                send(input.toRecord(installation.topics()), input.expected().map(Enum::name));
                send(good(input.task()), Optional.empty());
            }

            installation.publish(DefaultTasks.IMAGE, "000001-aaaaaaaa", Artifacts.image(SMALL, 1));
            installation.publish(DefaultTasks.REVIEW, "000001-cccccccc", Artifacts.review(3));
            until(() -> app.hasEnded() || answers().size() >= expected.size());

            assertThat(answers()).containsExactlyInAnyOrderEntriesOf(expected);
            until(() -> lags(app).size() >= CLIENTS && lags(app).stream().allMatch(lag -> lag == 0));
            assertThat(app.get("/health/live")).startsWith("200");
            assertThat(app.hasEnded()).isFalse();
        }
    }

    private void send(ProducerRecord<byte[], byte[]> input, Optional<String> reason)
            throws ExecutionException, InterruptedException {
        RecordMetadata sent = producer.send(input).get();
        expected.put(
                coordinates(sent.topic(), Integer.toString(sent.partition()), Long.toString(sent.offset())),
                reason.orElse("classified"));
    }

    private ProducerRecord<byte[], byte[]> good(Task task) {
        RecordBytes records = new RecordBytes(installation.topics());
        return task.type() == TaskType.IMAGE
                ? new ProducerRecord<>(installation.topics().images().name(), records.raw(new byte[192], 8, 8))
                : new ProducerRecord<>(installation.topics().reviews().name(), records.review("a good film"));
    }

    /** By the coordinates of the input, because a key may be missing and a header forged. */
    private Map<String, String> answers() {
        Map<String, String> answers = new HashMap<>();
        addPredictions(installation.topics().imagePredictions(), answers);
        addPredictions(installation.topics().reviewPredictions(), answers);
        for (ConsumerRecord<byte[], byte[]> deadLetter :
                installation.committed(installation.topics().deadLetters().name())) {
            String from = coordinates(
                    header(deadLetter, DeadLetterHeaders.TOPIC),
                    header(deadLetter, DeadLetterHeaders.PARTITION),
                    header(deadLetter, DeadLetterHeaders.OFFSET));
            assertThat(answers.put(from, header(deadLetter, DeadLetterHeaders.REASON)))
                    .isNull();
        }
        return answers;
    }

    private void addPredictions(Topic<String, Prediction> topic, Map<String, String> answers) {
        for (Prediction made : installation.values(topic)) {
            Origin input = made.getInput();
            String from = coordinates(
                    input.getTopic(), Integer.toString(input.getPartition()), Long.toString(input.getOffset()));
            assertThat(answers.put(from, "classified")).isNull();
        }
    }

    /** For the inputs of all clients, including the one that forwards labels. */
    private static List<Double> lags(StreamsAppUnderTest app) {
        return app.get("/metrics")
                .lines()
                .filter(line -> line.startsWith("millrace_lag{"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' '))))
                .toList();
    }

    private static String coordinates(String topic, String partition, String offset) {
        return topic + "/" + partition + "/" + offset;
    }

    private static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
        return new String(deadLetter.headers().lastHeader(name).value(), UTF_8);
    }
}
