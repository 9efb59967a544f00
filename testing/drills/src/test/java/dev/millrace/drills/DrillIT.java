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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few drills with fewer records, in one run of the command: those that a change is most likely to break. */
class DrillIT {

    private static final long PATIENCE_MINUTES = 8;

    @TempDir
    static Path folder;

    @BeforeAll
    static void drill() throws Exception {
        Process drill = PackagedCommand.of(
                        folder,
                        "millrace-testing-drills",
                        "dev.millrace.drills.DrillCommand",
                        "kill-streams-app",
                        "naive-buffer-and-timer",
                        "wrong-stamp",
                        "--guarantee",
                        "exactly_once",
                        "--records",
                        "4000",
                        "--swap",
                        "2s",
                        "--report",
                        "report.json",
                        "--work",
                        "work")
                .start();
        try {
            assertThat(drill.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as(output())
                    .isTrue();
            assertThat(drill.exitValue()).as(output()).isZero();
        } finally {
            drill.destroyForcibly();
        }
    }

    @Test
    void nothingIsLostDuplicatedDisorderedOrMisattributedWhenAStreamsAppIsKilled() throws IOException {
        JsonNode scenario = scenario(0);

        assertThat(scenario.get("name").asText()).isEqualTo("kill-streams-app");
        assertThat(scenario.get("guarantee").asText()).isEqualTo("exactly_once_v2");
        assertThat(scenario.get("in").asLong()).isGreaterThanOrEqualTo(4000);
        assertThat(scenario.get("out").asLong()).isEqualTo(scenario.get("in").asLong());
        for (String mistake : List.of("lost", "duplicated", "disordered", "misattributed", "deadLettersFound")) {
            assertThat(scenario.get(mistake).asLong()).as(mistake).isZero();
        }
        assertThat(scenario.get("kills").asInt()).isEqualTo(2);
    }

    @Test
    void aDesignThatHoldsRecordsBackIsFoundLosingThem() throws IOException {
        assertThat(scenario(1).get("lost").asLong()).isPositive();
        assertThat(scenario(1).get("misattributed").asLong()).isZero();
    }

    @Test
    void aWrongStampIsFound() throws IOException {
        assertThat(scenario(2).get("misattributed").asLong()).isPositive();
        assertThat(scenario(2).get("lost").asLong()).isZero();
    }

    private static JsonNode scenario(int place) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("report.json").toFile())
                .get("scenarios")
                .get(place);
    }

    private static String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
