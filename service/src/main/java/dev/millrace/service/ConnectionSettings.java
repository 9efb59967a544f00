package dev.millrace.service;

import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads where Kafka and the registry are from a program's settings.
 *
 * <p>Set by {@code MILLRACE_BOOTSTRAP_SERVERS} ({@code localhost:9092}), {@code MILLRACE_REGISTRY_URL}
 * ({@code http://localhost:8081}), {@code MILLRACE_TOPIC_PREFIX} (empty), {@code MILLRACE_AUTO_REGISTER_SCHEMAS} (true),
 * and any standard Kafka client property as {@code MILLRACE_KAFKA_} followed by its name in capitals with dots as
 * underscores ({@code MILLRACE_KAFKA_SECURITY_PROTOCOL}); registry client properties likewise behind
 * {@code MILLRACE_REGISTRY_CLIENT_}.
 */
public final class ConnectionSettings {

    private ConnectionSettings() {}

    /** Reads the connection; {@code settings} collects what is wrong with it. */
    public static KafkaConnection from(Settings settings) {
        return new KafkaConnection(
                settings.get("MILLRACE_BOOTSTRAP_SERVERS", "localhost:9092", text -> text),
                settings.get("MILLRACE_REGISTRY_URL", "http://localhost:8081", text -> text),
                new TopicNames(settings.get("MILLRACE_TOPIC_PREFIX", "", text -> text)),
                settings.get("MILLRACE_AUTO_REGISTER_SCHEMAS", true, ConnectionSettings::strictBoolean),
                propertyNames(settings.startingWith("MILLRACE_KAFKA_")),
                propertyNames(settings.startingWith("MILLRACE_REGISTRY_CLIENT_")));
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
