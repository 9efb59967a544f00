package dev.millrace.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.cli.PackagedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of the drills, with fewer records: what a change breaks first. */
class DrillIT {

    private static final long PATIENCE_MINUTES = 8;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostDoubledDisorderedOrMisattributedWhenAStreamsAppIsKilled() throws Exception {
        int code = drill("kill-streams-app", "--guarantee", "exactly_once", "--records", "4000");

        assertThat(code).as(output()).isZero();
        JsonNode scenario = scenario();
        assertThat(scenario.get("in").asLong()).isGreaterThanOrEqualTo(4000);
        assertThat(scenario.get("out").asLong()).isEqualTo(scenario.get("in").asLong());
        for (String mistake : List.of("lost", "duplicated", "disordered", "misattributed", "deadLettersFound")) {
            assertThat(scenario.get(mistake).asLong()).as(mistake).isZero();
        }
    }

    @Test
    void aDesignThatHoldsRecordsBackIsFoundLosingThem() throws Exception {
        int code = drill("naive-buffer-and-timer", "--records", "4000");

        assertThat(code).as(output()).isZero();
        assertThat(scenario().get("lost").asLong()).isPositive();
    }

    @Test
    void aWrongStampIsFound() throws Exception {
        int code = drill("wrong-stamp", "--records", "4000", "--swap", "1s");

        assertThat(code).as(output()).isZero();
        assertThat(scenario().get("misattributed").asLong()).isPositive();
        assertThat(scenario().get("lost").asLong()).isZero();
    }

    private int drill(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("drill"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--report", "report.json", "--work", "work"));
        Process drill = PackagedCommand.of(folder, all.toArray(String[]::new)).start();
        try {
            assertThat(drill.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as(output())
                    .isTrue();
            return drill.exitValue();
        } finally {
            drill.destroyForcibly();
        }
    }

    private JsonNode scenario() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("report.json").toFile())
                .get("scenarios")
                .get(0);
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
