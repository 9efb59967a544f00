package dev.millrace.streams.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Installation;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimedProducerIT {

    private static final long NOW = 1_000_000;
    private static final Callback NONE = (metadata, problem) -> {};

    private final Timer timer = new SimpleMeterRegistry().timer("latency");
    private final Installation installation = new Installation();
    private String predictions = "";

    @BeforeEach
    void makeTopics() {
        installation.makeTopics();
        predictions = installation.topics().reviewPredictions().name();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void measuresAtTheCommit() {
        try (TimedProducer producer =
                producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "timed-" + predictions))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, predictions, NOW - 300);
            send(producer, predictions, NOW - 100);
            send(producer, installation.topics().deadLetters().name(), NOW - 5_000);
            producer.flush();
            assertThat(timer.count()).isZero();

            producer.commitTransaction();

            assertThat(timer.count()).isEqualTo(2);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(400);
            assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(300);
        }
    }

    @Test
    void forgetsWhatIsAborted() {
        try (TimedProducer producer =
                producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "timed-" + predictions))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, predictions, NOW - 300);
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, predictions, NOW - 7);
            producer.commitTransaction();

            assertThat(timer.count()).isEqualTo(1);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(7);
        }
    }

    @Test
    void measuresAtTheAcknowledgementWithoutTransactions() {
        try (TimedProducer producer = producer(Map.of())) {
            send(producer, predictions, NOW - 20);
            send(producer, predictions, NOW + 1);
            producer.flush();

            assertThat(timer.count()).as("without the record from the future").isEqualTo(1);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
        }
    }

    @Test
    void remembersAsManyAsATransactionHolds() {
        try (TimedProducer producer =
                producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "timed-" + predictions))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 5_000; i++) {
                send(producer, predictions, NOW - 1);
            }
            producer.commitTransaction();

            assertThat(timer.count()).isEqualTo(5_000);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5_000);
        }
    }

    private TimedProducer producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(installation.connection().properties());
        properties.putAll(more);
        return new TimedProducer(properties, new CommitLatency(predictions, timer, () -> Instant.ofEpochMilli(NOW)));
    }

    private static void send(TimedProducer producer, String topic, long timestamp) {
        byte[] value = "any".getBytes(UTF_8);
        var unused = producer.send(new ProducerRecord<>(topic, null, timestamp, null, value), NONE);
    }
}
