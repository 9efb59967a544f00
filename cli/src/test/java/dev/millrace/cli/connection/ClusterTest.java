package dev.millrace.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterTest {

    @Test
    void sendsTheSecondBatchOfAPartitionOnlyWhenTheFirstOneIsAcknowledged() {
        Map<String, Object> given = Map.of("max.in.flight.requests.per.connection", "5", "linger.ms", "20");

        Map<String, Object> properties = Cluster.producerProperties(given, Duration.ofMinutes(1));

        assertThat(properties)
                .containsEntry("max.in.flight.requests.per.connection", 1)
                .containsEntry("enable.idempotence", true)
                .containsEntry("acks", "all")
                .containsEntry("linger.ms", "20");
    }
}
