package dev.millrace.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Addresses of Kafka and the registry, and the settings of their clients.
 *
 * @param clientProperties the operator's properties for every Kafka client; settings required for correctness override
 *     them
 */
public record KafkaConnection(
        String bootstrapServers,
        String registryUrl,
        TopicNames topicNames,
        boolean autoRegisterSchemas,
        Map<String, String> clientProperties,
        Map<String, String> registryProperties) {

    private static final int ADMIN_REQUEST_MILLIS = 5_000;
    private static final int ADMIN_ANSWER_MILLIS = 10_000;

    public KafkaConnection {
        clientProperties = Map.copyOf(clientProperties);
        registryProperties = Map.copyOf(registryProperties);
    }

    /** Initial client configuration: the operator's properties and the servers. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    /** The names of consumer groups and transactional ids. */
    public ClientNames clientNames() {
        return new ClientNames(topicNames);
    }

    /** Creates a client for the registry; opens no connection yet. */
    public SchemaRegistry openRegistry() {
        return openRegistry(SchemaRegistry.PATIENCE);
    }

    /**
     * Creates a client for the registry; opens no connection yet.
     *
     * @param patience how long a call may wait for a registry that does not answer
     */
    public SchemaRegistry openRegistry(Duration patience) {
        return SchemaRegistry.connect(registryUrl, registryProperties, autoRegisterSchemas, patience);
    }

    /**
     * Creates an admin client whose requests time out after ten seconds, unless the operator configures another limit.
     */
    public Admin openAdmin() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_REQUEST_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_ANSWER_MILLIS);
        properties.putAll(properties());
        return Admin.create(properties);
    }

    /** Omits the clients' properties, which may contain secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=" + bootstrapServers + ", registryUrl=" + registryUrl
                + ", topicPrefix='" + topicNames.prefix() + "']";
    }
}
