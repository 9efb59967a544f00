package dev.millrace.platform.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ControlledProcessTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void freezesAndThaws() throws IOException {
        Program program = Program.ofClass(
                "sleeper", Sleeper.class, List.of(), List.of(), Map.of(), folder.resolve("sleeper.log"));
        try (ControlledProcesses processes = ControlledProcesses.in(folder)) {
            ControlledProcess process = processes.of(program);
            process.start();

            process.freeze();
            // The system delivers a signal some time after it was sent.
            await().until(() -> state(process).contains("(stopped)"));
            process.thaw();
            await().until(() -> !state(process).contains("(stopped)"));

            assertThat(process.isAlive()).isTrue();
        }
    }

    /** As Linux reports it. */
    private static String state(ControlledProcess process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("State:"))
                .findFirst()
                .orElseThrow();
    }
}
