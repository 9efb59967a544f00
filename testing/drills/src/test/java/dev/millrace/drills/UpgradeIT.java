package dev.millrace.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.testing.PackagedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The previous release and this version beside each other, in both orders. Builds that release, so it runs on demand. */
@EnabledIfSystemProperty(named = "millrace.upgrade", matches = "true")
class UpgradeIT {

    private static final long BUILD_MINUTES = 30;
    private static final long UPGRADE_MINUTES = 40;

    @TempDir
    private Path folder;

    @Test
    void losesDuplicatesAndMisattributesNothingInEitherOrder() throws Exception {
        Path report = folder.resolve("report.json");

        String output = run(
                UPGRADE_MINUTES,
                PackagedCommand.of(
                        folder,
                        "millrace-testing-drills",
                        "dev.millrace.drills.UpgradeCommand",
                        "--previous",
                        previousRelease(),
                        "--report",
                        report.toString(),
                        "--work",
                        folder.resolve("work").toString()));

        JsonNode scenarios = new ObjectMapper().readTree(report.toFile()).get("scenarios");
        assertThat(scenarios).as(output).hasSize(2);
        for (JsonNode scenario : scenarios) {
            assertThat(scenario.get("out").asLong()).isGreaterThanOrEqualTo(10_000);
            assertThat(scenario.get("out")).as(output).isEqualTo(scenario.get("in"));
            for (String mistake : List.of("lost", "duplicated", "disordered", "misattributed", "deadLettersFound")) {
                assertThat(scenario.get(mistake).asLong()).as(mistake).isZero();
            }
        }
    }

    private String previousRelease() throws Exception {
        ProcessBuilder build = new ProcessBuilder(
                        Path.of("..", "build-previous-release").toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(folder.resolve("output.txt").toFile());
        return run(BUILD_MINUTES, build).strip();
    }

    private String run(long minutes, ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        try {
            assertThat(process.waitFor(minutes, TimeUnit.MINUTES)).as(output()).isTrue();
            assertThat(process.exitValue()).as(output()).isZero();
            return output();
        } finally {
            process.destroyForcibly();
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
