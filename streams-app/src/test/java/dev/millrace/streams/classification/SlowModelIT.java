package dev.millrace.streams.classification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Review;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.operations.StreamsClient;
import dev.millrace.streams.testing.FakeModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that needs longer for one poll's records than a thread may take between two polls. */
class SlowModelIT {

    private static final int RECORDS = 120;

    /** Long enough that a machine that stalls for ten seconds does not look like a slow model. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(15);

    @TempDir
    Path state;

    private final FakeModel model = FakeModel.tiny().slow(Duration.ofMillis(150));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void classifiesEachRecordOnceAndStaysInItsGroup() {
        try (Installation installation = new Installation()) {
            installation.makeTopics();
            for (int i = 0; i < RECORDS; i++) {
                installation.send(installation.topics().reviews(), "r" + i, new Review("good film " + i, null));
            }
            installation.flush();
            CurrentModel<String> current = new CurrentModel<>();
            var unused = current.install(model.as("000001-aaaaaaaa"));
            ClassificationFlow<String> flow = TestFlows.reviews(installation.topics());
            ClassificationDependencies<String> parts = ClassificationDependencies.of(
                    flow,
                    current,
                    new ClassificationDependencies.Limits(64, POLL_INTERVAL, 100_000, 100_000),
                    new ClassificationMetrics(meters, DefaultTasks.REVIEW));

            try (StreamsClient client = StreamsClient.of(
                    "review",
                    ClassificationTopology.build(flow, parts),
                    properties(installation, parts.stages().consumerProperties()),
                    POLL_INTERVAL,
                    Optional.empty(),
                    meters)) {
                client.start();
                await().dontCatchUncaughtExceptions()
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> predicted(installation).size() >= RECORDS);
            }

            assertThat(predicted(installation)).hasSize(RECORDS).doesNotHaveDuplicates();
            assertThat(model.batches().stream().mapToInt(List::size).sum())
                    .as("inputs: each one once, since no partition was lost")
                    .isEqualTo(RECORDS);
        }
    }

    private static List<String> predicted(Installation installation) {
        return installation.committed(installation.topics().reviewPredictions().name()).stream()
                .map(read -> new String(read.key(), UTF_8))
                .toList();
    }

    private Map<String, Object> properties(Installation installation, Map<String, Object> ofStages) {
        Map<String, Object> properties = new HashMap<>();
        ofStages.forEach((name, value) -> properties.put(StreamsConfig.mainConsumerPrefix(name), value));
        properties.put("bootstrap.servers", installation.environment().get("MILLRACE_BOOTSTRAP_SERVERS"));
        properties.put("application.id", installation.environment().get("MILLRACE_TOPIC_PREFIX") + "slow");
        properties.put("processing.guarantee", "exactly_once_v2");
        properties.put("main.consumer.auto.offset.reset", "earliest");
        properties.put("main.consumer.max.poll.interval.ms", (int) POLL_INTERVAL.toMillis());
        properties.put("main.consumer.session.timeout.ms", 60_000);
        properties.put("producer.transaction.timeout.ms", 60_000);
        properties.put("state.dir", state.toString());
        return properties;
    }
}
