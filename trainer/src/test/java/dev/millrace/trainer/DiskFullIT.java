package dev.millrace.trainer;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.testing.Program;
import dev.millrace.testing.SmallDisk;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer in its own process, on a disk that fills up. */
class DiskFullIT {

    private static final int EXAMPLES = 1_500;

    @TempDir
    private Path directory;

    @Test
    void waitsForSpaceAndContinuesWhereItStopped() throws IOException {
        assumeThat(SmallDisk.isPossible()).as("Linux with user namespaces").isTrue();
        int port = TestRegistry.freePort();
        try (TrainerInstallation installation = new TrainerInstallation(directory)) {
            Map<String, String> environment = new HashMap<>(installation.environment());
            environment.put("MILLRACE_TRAINER_TASKS", "image");
            environment.put("MILLRACE_TRAINER_MIN_EXAMPLES", "1000000");
            environment.put("MILLRACE_TRAINER_OPERATIONS_PORT", Integer.toString(port));
            // Each is kept as 32 × 32 pixels, 3 kB: there is room for 900 of them. Writes resume once 32 MiB are free.
            SmallDisk disk = new SmallDisk(directory, 64, 61);
            try (Program trainer = disk.run(Trainer.class, environment)) {
                until(() -> trainer.get(port, "/health/ready").startsWith("200"));
                installation.label(EXAMPLES);

                until(() -> trainer.get(port, "/health/ready").contains("No space left on device"));
                assertThat(trainer.get(port, "/metrics")).contains("millrace_trainer_store_failures_total");
                assertThat(trainer.get(port, "/health/live")).startsWith("200");

                disk.makeRoom(trainer);
                until(() -> trainer.get(port, "/metrics")
                        .contains("millrace_trainer_examples{task=\"image\"} " + EXAMPLES));
                until(() -> trainer.get(port, "/health/ready").startsWith("200"));
                assertThat(trainer.isAlive()).isTrue();
            }
        }
    }
}
