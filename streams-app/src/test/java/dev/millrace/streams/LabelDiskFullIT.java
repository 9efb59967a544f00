package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.fixtures.Installation;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.testing.Program;
import dev.millrace.testing.SmallDisk;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The label join in its own process, on a disk that fills up. */
class LabelDiskFullIT {

    private static final int IMAGES = 300;
    private static final int SIDE = 180;

    @TempDir
    Path directory;

    private final Random random = new Random(3);

    @Test
    void waitsForSpaceAndForwardsEveryLabelOnce() throws IOException {
        assumeThat(SmallDisk.isPossible()).as("Linux with user namespaces").isTrue();
        int port = TestRegistry.freePort();
        try (Installation installation = new Installation()) {
            Map<String, String> environment = new HashMap<>(installation.environment());
            environment.put("MILLRACE_STREAMS_CLIENTS", "labels");
            environment.put("MILLRACE_STREAMS_STATE_DIR", directory.toString());
            environment.put("MILLRACE_STREAMS_OPERATIONS_PORT", Integer.toString(port));
            SmallDisk disk = new SmallDisk(directory, 128, 118);
            try (Program app = disk.run(StreamsApp.class, environment)) {
                until(() -> app.get(port, "/health/ready").startsWith("200"));
                send(installation);

                until(() -> app.get(port, "/health/ready").contains("No space left on device"));
                assertThat(app.get(port, "/health/live")).startsWith("200");
                assertThat(labelled(installation)).hasSizeLessThan(IMAGES);

                disk.makeRoom(app);
                until(() -> labelled(installation).size() >= IMAGES);
                until(() -> app.get(port, "/health/ready").startsWith("200"));
                assertThat(labelled(installation)).hasSize(IMAGES).doesNotHaveDuplicates();
                assertThat(app.isAlive()).isTrue();
            }
        }
    }

    /** 97 kB each, incompressible. */
    private void send(Installation installation) {
        for (int i = 0; i < IMAGES; i++) {
            byte[] samples = new byte[SIDE * SIDE * 3];
            random.nextBytes(samples);
            Image image = new Image(ByteBuffer.wrap(samples), ImageEncoding.RAW_RGB, SIDE, SIDE, "cat");
            installation.send(installation.topics().images(), "i" + i, image);
        }
        installation.flush();
    }

    private static List<String> labelled(Installation installation) {
        return installation.committed(installation.topics().labelledImages().name()).stream()
                .map(read -> new String(read.key(), UTF_8))
                .toList();
    }
}
