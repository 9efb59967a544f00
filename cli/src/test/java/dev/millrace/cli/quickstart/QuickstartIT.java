package dev.millrace.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.testing.PackagedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it: the packaged jar, with every part of the system in its own process. */
class QuickstartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private Process quickstart;
    private final Set<ProcessHandle> seen = new HashSet<>();

    @AfterEach
    void endWhatIsLeft() {
        seen.forEach(ProcessHandle::destroyForcibly);
        quickstart.destroyForcibly();
    }

    @Test
    void losesAndDuplicatesNothingWhenTheStreamsAppIsKilled() throws Exception {
        start();
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .until(() -> output().contains("images: model") && output().contains("reviews: model"));

        child("dev.millrace.streams.StreamsApp").destroyForcibly();
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(this::hasAnsweredWhatWasSentSinceTheRestart);
        noteChildren();
        quickstart.destroy();

        assertThat(quickstart.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        assertThat(quickstart.exitValue()).as(output()).isZero();
        assertThat(output()).contains("drained: lag 0").contains("Nothing lost, nothing answered twice.");
        JsonNode tasks =
                new ObjectMapper().readTree(folder.resolve("out.json").toFile()).get("tasks");
        assertClean(tasks.get("image"));
        assertClean(tasks.get("review"));
        assertThat(Files.readAllLines(folder.resolve("p.jsonl")))
                .hasSize(tasks.get("image").get("predicted").asInt()
                        + tasks.get("review").get("predicted").asInt());
        assertThat(seen).hasSize(4).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void leavesNoProcessBehindWhenItIsKilled() throws Exception {
        start();
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .until(() -> output().contains("trainer and streams app start"));
        noteChildren();
        assertThat(seen).hasSize(4).allMatch(ProcessHandle::isAlive);

        quickstart.destroyForcibly().waitFor();

        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> seen.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static void assertClean(JsonNode task) {
        assertThat(task.get("sent").asLong()).isPositive();
        assertThat(task.get("predicted").asLong()).isEqualTo(task.get("sent").asLong());
        assertThat(task.get("lost").asLong()).isZero();
        assertThat(task.get("duplicated").asLong()).isZero();
        assertThat(task.get("lag").asLong()).isZero();
        assertThat(task.get("versions").size()).isPositive();
    }

    private void start() throws IOException {
        ProcessBuilder builder = PackagedCommand.of(
                folder,
                "millrace-cli",
                "dev.millrace.cli.Millrace",
                "quickstart",
                "--generated",
                "--rate-images",
                "30",
                "--rate-reviews",
                "20",
                "--report",
                "out.json",
                "--predictions",
                "p.jsonl",
                "--work",
                "work");
        builder.environment().put("MILLRACE_TRAINER_IMAGE_MIN_EXAMPLES", "400");
        builder.environment().put("MILLRACE_TRAINER_REVIEW_MIN_EXAMPLES", "300");
        builder.environment().put("MILLRACE_TRAINER_IMAGE_BUDGET", "PT5S");
        builder.environment().put("MILLRACE_TRAINER_REVIEW_BUDGET", "PT5S");
        quickstart = builder.start();
    }

    private ProcessHandle child(String name) {
        noteChildren();
        return seen.stream()
                .filter(process -> process.info().commandLine().orElse("").contains(name))
                .findFirst()
                .orElseThrow();
    }

    private void noteChildren() {
        seen.clear();
        quickstart.descendants().forEach(seen::add);
    }

    /** Whether more images are predicted than the first line of progress after the restart says were sent. */
    private boolean hasAnsweredWhatWasSentSinceTheRestart() throws IOException {
        String restart = "the streams app ended by itself (exit code 137), starting it again";
        List<String> images = output().lines()
                .dropWhile(line -> !line.contains(restart))
                .filter(line -> line.contains("images  sent"))
                .toList();
        return !images.isEmpty() && number(images.get(images.size() - 1), "predicted") > number(images.get(0), "sent");
    }

    private static long number(String line, String name) {
        return Long.parseLong(
                line.replaceFirst(".* " + name + " +([0-9,]+).*", "$1").replace(",", ""));
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
