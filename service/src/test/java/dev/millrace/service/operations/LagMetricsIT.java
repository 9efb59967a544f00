package dev.millrace.service.operations;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.TestTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LagMetricsIT {

    private final TestTopics installed = TestTopics.made();
    private final String topic = installed.topics().reviews().name();
    private final String group = installed.connection().topicNames().prefix() + "group";
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void countsFromTheCommittedOffsetOrElseFromTheBeginning() throws Exception {
        try (Admin admin = installed.connection().openAdmin();
                KafkaProducer<String, byte[]> producer = installed.transactionalProducer()) {
            commit(producer, 0, 5);
            commit(producer, 1, 3);
            // The transaction's marker has its own offset: 5 records end at 6.
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(2)))
                    .all()
                    .get();
            try (LagMetrics metrics = LagMetrics.start(admin, group, List.of(topic), meters, Duration.ofMillis(100))) {
                until(() -> lag(0) == 4 && lag(1) == 4 && lag(2) == 0 && lag(3) == 0);

                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 2, "open", new byte[1]))
                        .get();
                admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(9)))
                        .all()
                        .get();
                until(() -> lag(0) == 0);
                assertThat(lag(2)).as("of an open transaction").isZero();
                producer.commitTransaction();
                until(() -> lag(2) == 2);
                assertThat(metrics).isNotNull();
            }
        }
    }

    @Test
    void keepsTheLastFiguresWhileItCanNotAsk() throws Exception {
        Admin admin = installed.connection().openAdmin();
        try (KafkaProducer<String, byte[]> producer = installed.transactionalProducer();
                LagMetrics metrics = LagMetrics.start(admin, group, List.of(topic), meters, Duration.ofMillis(50))) {
            commit(producer, 3, 1);
            until(() -> lag(3) == 2);

            admin.close();
            commit(producer, 3, 1);

            assertThat(lag(3)).isEqualTo(2);
            assertThat(metrics).isNotNull();
        }
    }

    private void commit(KafkaProducer<String, byte[]> producer, int partition, int records) {
        producer.beginTransaction();
        for (int i = 0; i < records; i++) {
            var unused = producer.send(new ProducerRecord<>(topic, partition, "id" + i, new byte[1]));
        }
        producer.commitTransaction();
    }

    /** -1 before it was measured. */
    private double lag(int partition) {
        Gauge gauge = meters.find("millrace.lag")
                .tags("group", group, "topic", topic, "partition", "" + partition)
                .gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
