package dev.millrace.service.operations;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.TestTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LagMetricsIT {

    private static final Duration FAST = Duration.ofMillis(50);

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
            try (LagMetrics metrics = LagMetrics.start(admin, group, whole(admin), meters, FAST)) {
                until(() -> lag(0) == 4 && lag(1) == 4 && lag(2) == 0 && lag(3) == 0);

                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 2, "open", new byte[1]))
                        .get();
                admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(9)))
                        .all()
                        .get();
                until(() -> lag(0) == 0);
                until(() -> lag(2) == 1);
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
                LagMetrics metrics = LagMetrics.start(admin, group, whole(admin), meters, FAST)) {
            commit(producer, 3, 1);
            until(() -> lag(3) == 2);

            admin.close();
            commit(producer, 3, 1);

            assertThat(lag(3)).isEqualTo(2);
            assertThat(metrics).isNotNull();
        }
    }

    @Test
    void reportsOnlyThePartitionsThatThisProcessReads() throws Exception {
        Set<TopicPartition> read = ConcurrentHashMap.newKeySet();
        read.add(new TopicPartition(topic, 1));
        try (Admin admin = installed.connection().openAdmin();
                LagMetrics metrics = LagMetrics.start(admin, group, () -> Set.copyOf(read), meters, FAST)) {
            until(() -> lag(1) == 0);
            assertThat(lag(0)).isEqualTo(-1);

            read.add(new TopicPartition(topic, 0));
            read.remove(new TopicPartition(topic, 1));

            until(() -> lag(0) == 0 && lag(1) == -1);
            read.clear();
            until(() -> lag(0) == -1);
            assertThat(metrics).isNotNull();
        }
    }

    private LagMetrics.Assignment whole(Admin admin) {
        return LagMetrics.Assignment.wholeTopic(admin, topic, () -> true);
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
