package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.LocalConnection;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The topics of a scenario, and how the drill itself connects to them. */
final class ScenarioTopics {

    /** Clients of the drill notice new partitions and new leaders soon. */
    private static final String METADATA_MILLIS = "3000";

    private ScenarioTopics() {}

    static KafkaConnection connect(DrillPlatform platform, String prefix) {
        KafkaConnection plain = LocalConnection.to(platform.local(), prefix);
        return new KafkaConnection(
                plain.bootstrapServers(),
                plain.registryUrl(),
                plain.topicNames(),
                plain.autoRegisterSchemas(),
                Map.of("metadata.max.age.ms", METADATA_MILLIS),
                Map.of());
    }

    static void create(Cluster cluster, int partitions) {
        TopicLayout local = TopicLayout.local(cluster.connection().topicNames());
        TopicLayout layout = new TopicLayout(
                local.names(),
                local.tasks(),
                partitions,
                local.replicationFactor(),
                local.retention(),
                local.labelledRetention(),
                local.maxMessageBytes());
        try (Admin admin = cluster.admin()) {
            var unused = TopicProvisioning.createOrCheck(admin, layout);
        }
    }
}
