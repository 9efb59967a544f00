package dev.millrace.cli.connection;

import dev.millrace.platform.LocalPlatform;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicNames;
import java.util.Map;

/** How clients on this machine connect to a {@link LocalPlatform}. */
public final class LocalConnection {

    private LocalConnection() {}

    /** Connects to {@code platform}, with {@code topicPrefix} as the prefix of every topic name. */
    public static KafkaConnection to(LocalPlatform platform, String topicPrefix) {
        return new KafkaConnection(
                platform.bootstrapServers(),
                platform.registryUrl(),
                new TopicNames(topicPrefix),
                true,
                Map.of(),
                Map.of());
    }
}
