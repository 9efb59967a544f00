package dev.millrace.service;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

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
        return SchemaRegistry.connect(registryUrl, registryProperties, autoRegisterSchemas);
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
