package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.platform.registry.LocalRegistry;
import dev.millrace.records.Review;
import dev.millrace.testing.StreamsAppUnderTest;
import dev.millrace.testing.TestKafka;
import dev.millrace.testing.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app's dependencies become unavailable while it runs, or are unavailable when it starts. */
class EnvironmentalFailuresIT {

    private static final String MODEL = "000001-cccccccc";

    @TempDir
    Path state;

    @TempDir
    Path schemas;

    private int sent;

    @Test
    void startsWithoutARegistryAndWaitsForOneThatGoesAwayBeforeANewSchemaIsRead() {
        int port = TestRegistry.freePort();
        try (Installation installation = new Installation(TestKafka.shared(), LocalRegistry.url(port));
                StreamsAppUnderTest app = app(installation, Map.of("MILLRACE_KAFKA_MAX_POLL_INTERVAL_MS", "8000"))) {
            until(() -> app.get("/health/ready").contains("the registry has not answered for"));
            assertThat(app.get("/health/live")).startsWith("200");

            LocalRegistry registry = LocalRegistry.start(port, schemas);
            installation.publish(DefaultTasks.REVIEW, MODEL, Artifacts.review(3));
            send(installation, 5);
            until(() -> predictions(installation) == 5);
            byte[] ofNewSchema = installation.withNewSchemaId(new Review("a schema that nobody has read yet", null));

            registry.close();
            installation.sendBytes(installation.topics().reviews().name(), "new", ofNewSchema);
            until(() -> app.get("/health/ready").contains("when asked for schema id"));
            // Longer than the thread's patience, half of the poll interval, so the thread is replaced, more than once.
            until(() -> app.metric("millrace_threads_replaced_total{client=\"review\"}") >= 1);
            assertThat(app.get("/health/ready")).startsWith("503").contains("when asked for schema id");
            assertThat(app.get("/health/live")).startsWith("200");

            LocalRegistry back = LocalRegistry.start(port, schemas);
            until(() -> predictions(installation) == 6);
            until(() -> !app.get("/health/ready").contains("registry"));
            assertThat(back.process().isAlive()).isTrue();
            back.close();
        }
    }

    @Test
    void waitsForAnOutputTopicThatIsMissing() throws Exception {
        try (Installation installation = new Installation();
                StreamsAppUnderTest app = app(installation, Map.of());
                Admin admin = installation.admin()) {
            String predictions = installation.topics().reviewPredictions().name();
            until(() -> app.get("/health/ready").contains("no review model yet"));
            installation.publish(DefaultTasks.REVIEW, MODEL, Artifacts.review(3));
            until(() -> app.get("/metrics").contains("version=\"" + MODEL + "\""));

            admin.deleteTopics(List.of(predictions)).all().get();
            until(() -> app.get("/health/ready").contains("topic '" + predictions + "' is missing"));
            send(installation, 20);
            staysAlive(app, Duration.ofSeconds(5));

            admin.createTopics(List.of(new NewTopic(predictions, Optional.of(4), Optional.of((short) 1))))
                    .all()
                    .get();
            until(() -> predictions(installation) == 20);
            until(() -> !app.get("/health/ready").contains("is missing"));
            assertThat(app.hasEnded()).isFalse();
        }
    }

    @Test
    void waitsForABrokerThatIsAwayAtStartAndForLongerThanTransactionsLast() {
        try (TestKafka kafka = TestKafka.own();
                Installation installation =
                        new Installation(kafka, TestRegistry.shared().url())) {
            kafka.stop();
            try (StreamsAppUnderTest app = app(installation, Map.of("MILLRACE_KAFKA_TRANSACTION_TIMEOUT_MS", "4000"))) {
                until(() -> app.get("/health/ready").contains("can't be made"));
                kafka.resume();
                until(() -> app.get("/health/ready").contains("no review model yet"));
                installation.publish(DefaultTasks.REVIEW, MODEL, Artifacts.review(3));
                send(installation, 20);
                until(() -> predictions(installation) == 20);

                send(installation, 200);
                kafka.stop();
                until(() -> app.get("/health/ready").contains("Kafka does not answer"));
                staysAlive(app, Duration.ofSeconds(5));
                kafka.resume();

                until(() -> predictions(installation) == 220);
                until(() -> !app.get("/health/ready").contains("Kafka does not answer"));
                assertThat(app.hasEnded()).isFalse();
            }
        }
    }

    private StreamsAppUnderTest app(Installation installation, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(installation.environment());
        environment.put("MILLRACE_STREAMS_CLIENTS", "labels,review");
        environment.putAll(more);
        return new StreamsAppUnderTest(StreamsApp::run, environment, state);
    }

    private void send(Installation installation, int count) {
        for (int i = 0; i < count; i++) {
            installation.send(installation.topics().reviews(), "r" + sent, new Review("good film " + sent, null));
            sent++;
        }
        installation.flush();
    }

    /** Counts each id once, and fails the test if one came twice. */
    private static long predictions(Installation installation) {
        List<String> ids = installation
                .committed(installation.topics().reviewPredictions().name())
                .stream()
                .map(read -> new String(read.key(), StandardCharsets.UTF_8))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        return ids.size();
    }

    private static void staysAlive(StreamsAppUnderTest app, Duration time) {
        await().dontCatchUncaughtExceptions()
                .during(time)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> app.get("/health/live").startsWith("200"));
    }

    /** Threads die and are replaced meanwhile, which other tests treat as a failure. */
    private static void until(BooleanSupplier holds) {
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(holds::getAsBoolean);
    }
}
