package dev.millrace.service;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Where Kafka and the registry are, and how to talk to them.
 *
 * <p>Set by {@code MILLRACE_BOOTSTRAP_SERVERS} ({@code localhost:9092}), {@code MILLRACE_REGISTRY_URL}
 * ({@code http://localhost:8081}), {@code MILLRACE_TOPIC_PREFIX} (empty), {@code MILLRACE_AUTO_REGISTER_SCHEMAS} (true),
 * and any standard Kafka client property as {@code MILLRACE_KAFKA_} followed by its name in capitals with dots as
 * underscores ({@code MILLRACE_KAFKA_SECURITY_PROTOCOL}); registry client properties likewise behind
 * {@code MILLRACE_REGISTRY_CLIENT_}.
 *
 * @param clientProperties for every Kafka client, the operator's word; a program puts what correctness needs on top
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

    public static KafkaConnection from(Settings settings) {
        return new KafkaConnection(
                settings.get("MILLRACE_BOOTSTRAP_SERVERS", "localhost:9092", text -> text),
                settings.get("MILLRACE_REGISTRY_URL", "http://localhost:8081", text -> text),
                new TopicNames(settings.get("MILLRACE_TOPIC_PREFIX", "", text -> text)),
                settings.get("MILLRACE_AUTO_REGISTER_SCHEMAS", true, KafkaConnection::strictBoolean),
                propertyNames(settings.startingWith("MILLRACE_KAFKA_")),
                propertyNames(settings.startingWith("MILLRACE_REGISTRY_CLIENT_")));
    }

    /** Client configuration to start from: the operator's properties and the servers. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    /** Opens no connection yet. */
    public SchemaRegistry openRegistry() {
        return openRegistry(SchemaRegistry.PATIENCE);
    }

    /**
     * Opens no connection yet.
     *
     * @param patience how long a call may wait for a registry that does not answer
     */
    public SchemaRegistry openRegistry(Duration patience) {
        return SchemaRegistry.connect(registryUrl, registryProperties, autoRegisterSchemas, patience);
    }

    /** An admin client whose questions fail after ten seconds, unless the operator says otherwise. */
    public Admin openAdmin() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_REQUEST_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_ANSWER_MILLIS);
        properties.putAll(properties());
        return Admin.create(properties);
    }

    /** Without the clients' properties, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=" + bootstrapServers + ", registryUrl=" + registryUrl
                + ", topicPrefix='" + topicNames.prefix() + "']";
    }

    private static Map<String, String> propertyNames(Map<String, String> variables) {
        Map<String, String> properties = new HashMap<>();
        variables.forEach(
                (name, value) -> properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        return properties;
    }

    private static boolean strictBoolean(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("required true or false");
        }
        return Boolean.parseBoolean(text);
    }
}
