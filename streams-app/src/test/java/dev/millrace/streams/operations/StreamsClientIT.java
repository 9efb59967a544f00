package dev.millrace.streams.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.fixtures.Installation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsClientIT {

    @TempDir
    Path state;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void continuesWithNewClientsWhenItIsRenewed() {
        try (Installation installation = new Installation()) {
            installation.makeTopics();
            String from = installation.topics().reviews().name();
            String to = installation.topics().reviewPredictions().name();
            try (StreamsClient client = StreamsClient.of("copy", copy(from, to), properties(installation), meters)) {
                client.start();
                for (int renewals = 0; renewals < 3; renewals++) {
                    int sent = renewals + 1;
                    installation.sendBytes(from, "r" + renewals, ("text " + renewals).getBytes(UTF_8));
                    installation.flush();
                    await().dontCatchUncaughtExceptions()
                            .atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofMillis(200))
                            .until(() -> installation.committed(to).size() == sent);
                    client.replaceThreads();
                    await().dontCatchUncaughtExceptions()
                            .atMost(Duration.ofMinutes(2))
                            .until(() -> replaced() == sent);
                }

                assertThat(client.failure()).isNotDone();
                assertThat(installation.committed(to)).hasSize(3);
            }
        }
    }

    private double replaced() {
        return meters.get("millrace.threads.replaced").counter().count();
    }

    private static Topology copy(String from, String to) {
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        ByteArraySerializer write = new ByteArraySerializer();
        return new Topology().addSource("from", read, read, from).addSink("to", to, write, write, "from");
    }

    private Map<String, Object> properties(Installation installation) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", installation.environment().get("MILLRACE_BOOTSTRAP_SERVERS"));
        properties.put("application.id", installation.environment().get("MILLRACE_TOPIC_PREFIX") + "copy");
        properties.put("processing.guarantee", "exactly_once_v2");
        properties.put("main.consumer.auto.offset.reset", "earliest");
        properties.put("main.consumer.session.timeout.ms", 6_000);
        properties.put("state.dir", state.toString());
        return properties;
    }
}
