package dev.millrace.cli.quickstart;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.testing.PackagedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The example bring-your-own-topic as its README runs it: the packaged command, every service in its own process, Node. */
@EnabledIfSystemProperty(
        named = "millrace.examples",
        matches = "true",
        disabledReason = "takes a minute and a half; run with -Dmillrace.examples=true")
class BringYourOwnTopicIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_LABELS = 300;
    private static final Duration FIRST_PREDICTION = Duration.ofMinutes(3);
    private static final double ACCURACY_LEEWAY = 0.05;
    private static final String COUNT = "1000";

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private ExampleFolder example;
    private Process local;

    @BeforeEach
    void startEverything() throws IOException {
        example = ExampleFolder.of("bring-your-own-topic");
        String config = example.path().resolve("millrace.properties").toString();
        local = start(
                folder,
                Map.of(
                        "MILLRACE_CONFIG", config,
                        "MILLRACE_STREAMS_OPERATIONS_PORT", "0",
                        "MILLRACE_TRAINER_OPERATIONS_PORT", "0"),
                "local",
                "--kafka-port",
                "0",
                "--registry-port",
                "0");
        until(() -> exported().size() == 2 || !local.isAlive());
        assertThat(local.isAlive()).as(output(folder)).isTrue();
        exported().forEach(line -> variables.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        variables.put("MILLRACE_CONFIG", config);
    }

    @AfterEach
    void stopEverything() throws InterruptedException {
        if (local != null) {
            local.destroy();
            if (!local.waitFor(60, TimeUnit.SECONDS)) {
                local.destroyForcibly();
            }
        }
    }

    @Test
    void answersSoonAfterTheFirstLabelsAndAsWellAsAFitOfTheSameExamples() throws Exception {
        String[] frames = {"node", "frames.mjs", "--count", COUNT};
        String[] tickets = {"node", "tickets.mjs", "--count", COUNT};
        Process sendsFrames = example.start(variables, frames);
        Process sendsTickets = example.start(variables, tickets);

        Duration ofFrames = waitAfterFirstLabels(sendsFrames, "camera.verdicts", "camera.frames.classified");
        Duration ofTickets = waitAfterFirstLabels(sendsTickets, "support.verdicts", "support.tickets.classified");
        example.await(sendsFrames, frames);
        example.await(sendsTickets, tickets);
        double accuracyOfFrames = accuracy("frames");
        double accuracyOfTickets = accuracy("tickets");
        double fitOfFrames = fit("frames", "labelled", "withheld");
        double fitOfTickets = fit("tickets", "labelled.tsv", "withheld.tsv");

        System.out.printf(
                "first prediction after the first %d labels: frames %s, tickets %s;"
                        + " accuracy (fit): frames %.3f (%.3f), tickets %.3f (%.3f)%n",
                FIRST_LABELS, ofFrames, ofTickets, accuracyOfFrames, fitOfFrames, accuracyOfTickets, fitOfTickets);
        assertThat(List.of(ofFrames, ofTickets)).allMatch(wait -> wait.compareTo(FIRST_PREDICTION) <= 0);
        assertThat(List.of(fitOfFrames, fitOfTickets)).allMatch(accuracy -> accuracy > 0.6 && accuracy < 0.97);
        assertThat(accuracyOfFrames).isGreaterThan(fitOfFrames - ACCURACY_LEEWAY);
        assertThat(accuracyOfTickets).isGreaterThan(fitOfTickets - ACCURACY_LEEWAY);
    }

    /** From the moment when the last of the first labels was sent until a prediction is there. */
    private Duration waitAfterFirstLabels(Process sender, String labels, String predictions) {
        List<Long> sentAt = new ArrayList<>();
        read(sender, labels, record -> {
            sentAt.add(record.timestamp());
            return sentAt.size() >= FIRST_LABELS;
        });
        read(sender, predictions, record -> true);
        long last = sentAt.stream().mapToLong(Long::longValue).max().orElseThrow();
        return Duration.ofMillis(Math.max(0, System.currentTimeMillis() - last));
    }

    /** Reads committed records until one is enough. */
    private void read(Process sender, String topic, Predicate<ConsumerRecord<byte[], byte[]>> isEnough) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", variables.get("MILLRACE_BOOTSTRAP_SERVERS"), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            until(() -> {
                requireHealthy(sender);
                return consumer.listTopics().containsKey(topic);
            });
            List<TopicPartition> partitions = consumer.listTopics().get(topic).stream()
                    .map((PartitionInfo partition) -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            until(() -> {
                requireHealthy(sender);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (isEnough.test(record)) {
                        return true;
                    }
                }
                return false;
            });
        }
    }

    private static void requireHealthy(Process sender) {
        assertThat(sender.isAlive() || sender.exitValue() == 0)
                .as("the producer runs or has ended well; its output is in target/examples")
                .isTrue();
    }

    /** On the records whose label was never sent, over all versions that answered them. */
    private double accuracy(String task) throws JsonProcessingException {
        double right = 0;
        int judged = 0;
        for (String line : example.run(variables, "node", "accuracy.mjs", task)) {
            JsonNode version = JSON.readTree(line);
            judged += version.get("judged").asInt();
            right += version.get("judged").asInt() * version.get("accuracy").asDouble();
        }
        assertThat(judged).isEqualTo(Integer.parseInt(COUNT) / 5);
        return right / judged;
    }

    /** On the same records, by a model that was fitted on all labelled ones without Kafka. */
    private double fit(String task, String labelled, String withheld) throws Exception {
        Path data = folder.resolve(task);
        example.run(variables, "node", task + ".mjs", "--count", COUNT, "--files", data.toString());
        String model = folder.resolve(task + ".millrace").toString();
        command("fit", task, "--data", data.resolve(labelled).toString(), "--out", model);
        String evaluated = command(
                "evaluate",
                task,
                "--model",
                model,
                "--data",
                data.resolve(withheld).toString(),
                "--json");
        return JSON.readTree(evaluated).get("accuracy").asDouble();
    }

    private String command(String... arguments) throws Exception {
        Path output = Files.createTempDirectory(folder, arguments[0]);
        Process process = start(output, variables, arguments);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output(output)).isZero();
        return output(output);
    }

    private static Process start(Path output, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = PackagedCommand.of(output, "millrace-cli", "dev.millrace.cli.Millrace", arguments);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> exported() {
        return output(folder)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("export MILLRACE_"))
                .map(line -> line.substring("export ".length()))
                .toList();
    }

    private static String output(Path folder) {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
