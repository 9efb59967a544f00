package dev.millrace.streams.operations;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Installation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
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
            try (StreamsClient client = client(installation, copy(from, to), Duration.ofMinutes(5))) {
                client.start();
                for (int renewals = 0; renewals < 3; renewals++) {
                    int sent = renewals + 1;
                    installation.sendBytes(from, "r" + renewals, ("text " + renewals).getBytes(UTF_8));
                    installation.flush();
                    until(() -> installation.committed(to).size() == sent);
                    client.replaceThreads();
                    until(() -> replaced() == sent);
                }

                assertThat(client.failure()).isNotDone();
                assertThat(installation.committed(to)).hasSize(3);
            }
        }
    }

    @Test
    void reportsAThreadThatHangs() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Installation installation = new Installation()) {
            installation.makeTopics();
            String from = installation.topics().reviews().name();
            try (StreamsClient client = client(installation, hang(from, end), Duration.ofSeconds(3))) {
                client.start();
                until(() -> client.partitions().size() == 4);
                assertThat(client.hang()).isEmpty();

                installation.sendBytes(from, "one", "text".getBytes(UTF_8));
                installation.flush();

                until(() -> client.hang().isPresent());
                assertThat(client.hang().orElseThrow())
                        .contains("StreamThread-1-consumer", "has not polled for")
                        .endsWith("s: its thread may hang");

                end.countDown();
                until(() -> client.hang().isEmpty());
            } finally {
                end.countDown();
            }
        }
    }

    private StreamsClient client(Installation installation, Topology topology, Duration pollInterval) {
        return StreamsClient.of("tested", topology, properties(installation), pollInterval, Optional.empty(), meters);
    }

    /** Keeps its thread until the latch is open. */
    private record Hanging(CountDownLatch end) implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> event) {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private double replaced() {
        return meters.get("millrace.threads.replaced").counter().count();
    }

    private static Topology hang(String from, CountDownLatch end) {
        return new Topology()
                .addSource("from", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from)
                .addProcessor("hang", () -> new Hanging(end), "from");
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
