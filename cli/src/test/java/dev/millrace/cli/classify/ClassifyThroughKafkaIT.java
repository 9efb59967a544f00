package dev.millrace.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.cli.Terminal;
import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.streams.StreamsApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyThroughKafkaIT {

    private static final ModelArtifact MODEL = Artifacts.review(7);
    private static final String VERSION = "000001-aaaaaaaa";

    @TempDir
    private Path folder;

    private final Installation installation = new Installation();
    private final Terminal terminal = Terminal.on(installation.connection());

    @BeforeEach
    void makeTopics() {
        installation.makeTopics();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void answersEachTextAsTheModelDoesInThisProcess() throws IOException {
        installation.publish(DefaultTasks.REVIEW, VERSION, MODEL);
        Path model = Files.write(folder.resolve("review.millrace"), MODEL.toBytes());
        Path texts = Files.writeString(
                folder.resolve("texts.txt"),
                IntStream.range(0, 150)
                                .mapToObj(i -> i % 2 == 0 ? "good film " + i : "dull film " + i)
                                .collect(Collectors.joining("\n"))
                        + "\n--\n");

        Map<String, JsonNode> served;
        try (RunningStreamsApp app = new RunningStreamsApp()) {
            served = answers(1, "--task", "review", "--timeout", "100s", "--lines", "--json", texts.toString());
            assertThat(app.failure()).isEmpty();
        }
        Map<String, JsonNode> local = answers(1, "--model", model.toString(), "--lines", "--json", texts.toString());

        assertThat(served).hasSize(151).containsOnlyKeys(local.keySet());
        local.forEach((file, answer) -> {
            assertThat(served.get(file).get("label")).isEqualTo(answer.get("label"));
            assertThat(served.get(file).get("scores")).isEqualTo(answer.get("scores"));
            assertThat(served.get(file).get("reason")).isEqualTo(answer.get("reason"));
        });
        assertThat(served.get(texts + ":1").at("/model/version").asText()).isEqualTo(VERSION);
        assertThat(served.get(texts + ":151").get("reason").asText()).isEqualTo("EMPTY_TEXT");
    }

    @Test
    void saysWhatGotNoAnswerAndWhatIsRequired() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "good film");

        assertThat(terminal.millrace("classify", "--task", "review", "--timeout", "1s", text.toString()))
                .isEqualTo(1);

        assertThat(terminal.complained())
                .contains("not classified: " + text + ": NO_ANSWER: no answer for 1 s to the record at "
                        + installation.topics().reviews().name() + "-")
                .contains("required a streams app that serves task 'review'");
    }

    @Test
    void classifiesWithAVersionFromTheModelsTopic() throws IOException {
        installation.publish(DefaultTasks.REVIEW, VERSION, MODEL);
        Path text = Files.writeString(folder.resolve("text.txt"), "good film");

        JsonNode answer =
                answers(0, "--model", VERSION, "--json", text.toString()).get(text.toString());

        assertThat(answer.at("/model/task").asText()).isEqualTo("review");
        assertThat(answer.at("/model/version").asText()).isEqualTo(VERSION);
        assertThat(terminal.millrace("classify", "--model", "000009-bbbbbbbb", text.toString()))
                .isEqualTo(1);
        assertThat(terminal.complained())
                .contains("'000009-bbbbbbbb' is neither a file nor a version of image or review");
    }

    private Map<String, JsonNode> answers(int code, String... arguments) throws IOException {
        terminal.clear();
        String[] all = new String[arguments.length + 1];
        all[0] = "classify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(terminal.millrace(all)).as(terminal::complained).isEqualTo(code);
        Map<String, JsonNode> answers = new HashMap<>();
        for (String line : terminal.said().lines().toList()) {
            JsonNode answer = new ObjectMapper().readTree(line);
            answers.put(answer.get("file").asText(), answer);
        }
        return answers;
    }

    /** A streams app for reviews in this process. */
    private final class RunningStreamsApp implements AutoCloseable {

        private final CompletableFuture<Void> stop = new CompletableFuture<>();
        private final CompletableFuture<Optional<Throwable>> ended;

        RunningStreamsApp() {
            Map<String, String> settings = new HashMap<>(installation.environment());
            settings.put("MILLRACE_STREAMS_CLIENTS", "review");
            settings.put("MILLRACE_STREAMS_STATE_DIR", folder.resolve("state").toString());
            settings.put("MILLRACE_STREAMS_OPERATIONS_PORT", "0");
            this.ended = CompletableFuture.supplyAsync(() -> StreamsApp.run(settings, stop));
        }

        List<Throwable> failure() {
            return ended.getNow(Optional.empty()).stream().toList();
        }

        @Override
        public void close() {
            stop.complete(null);
            ended.orTimeout(Duration.ofMinutes(1).toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }
    }
}
