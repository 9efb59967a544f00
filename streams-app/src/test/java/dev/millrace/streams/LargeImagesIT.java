package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.testing.Program;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app in its own process, with images of the maximum size, three times as many as its heap would hold. */
class LargeImagesIT {

    private static final int HEAP_MEGABYTES = 128;
    private static final int IMAGES = 400;
    private static final int SIDE = 547;

    @TempDir
    Path directory;

    @Test
    void leavesThemInKafkaUntilThereIsAModelAndThenClassifiesAll() throws IOException {
        int port = TestRegistry.freePort();
        try (Installation installation = new Installation()) {
            Map<String, String> environment = new HashMap<>(installation.environment());
            environment.put("MILLRACE_STREAMS_CLIENTS", "image");
            environment.put("MILLRACE_STREAMS_STATE_DIR", directory.toString());
            environment.put("MILLRACE_STREAMS_OPERATIONS_PORT", Integer.toString(port));
            try (Program app = Program.run(StreamsApp.class, environment, HEAP_MEGABYTES)) {
                until(() -> app.get(port, "/health/ready").contains("no image model yet"));
                send(installation);
                awaitFetched(() -> fetchedBytes(app.get(port, "/metrics")));
                assertThat(app.get(port, "/health/live")).startsWith("200");

                installation.publish(
                        DefaultTasks.IMAGE, "000001-aaaaaaaa", Artifacts.image(new ImageArchitecture(8, 4, 4, 8), 1));
                until(() -> installation
                                .committed(
                                        installation.topics().imagePredictions().name())
                                .size()
                        == IMAGES);
                assertThat(app.isAlive()).isTrue();
            }
        }
    }

    /** Waits until the app has fetched something, and then nothing more for two seconds. */
    private static void awaitFetched(LongSupplier bytes) {
        AtomicLong before = new AtomicLong();
        await().dontCatchUncaughtExceptions()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    long now = bytes.getAsLong();
                    return before.getAndSet(now) == now && now > 0;
                });
    }

    private static long fetchedBytes(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("kafka_consumer_fetch_manager_bytes_consumed_total{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void send(Installation installation) {
        byte[] samples = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < IMAGES; i++) {
            Image image = new Image(ByteBuffer.wrap(samples), ImageEncoding.RAW_RGB, SIDE, SIDE, null);
            installation.send(installation.topics().images(), "i" + i, image);
        }
        installation.flush();
    }
}
