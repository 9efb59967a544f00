package dev.millrace.service;

import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads the connection to Kafka and the schema registry from a program's settings.
 *
 * <p>The settings, with their defaults: {@code MILLRACE_BOOTSTRAP_SERVERS} ({@code localhost:9092}),
 * {@code MILLRACE_REGISTRY_URL} ({@code http://localhost:8081}), {@code MILLRACE_TOPIC_PREFIX} (empty) and
 * {@code MILLRACE_AUTO_REGISTER_SCHEMAS} (true). To set any Kafka client property, prefix its name with
 * {@code MILLRACE_KAFKA_}, in capitals and with underscores for dots ({@code MILLRACE_KAFKA_SECURITY_PROTOCOL}). For registry
 * client properties, use the prefix {@code MILLRACE_REGISTRY_CLIENT_}.
 */
public final class ConnectionSettings {

    private ConnectionSettings() {}

    /** Reads the connection; {@code settings} collects any problems with it. */
    public static KafkaConnection from(Settings settings) {
        return new KafkaConnection(
                address(settings, "MILLRACE_BOOTSTRAP_SERVERS", "localhost:9092", Addresses::brokers),
                address(settings, "MILLRACE_REGISTRY_URL", "http://localhost:8081", Addresses::registry),
                new TopicNames(settings.get("MILLRACE_TOPIC_PREFIX", "", text -> text)),
                settings.get("MILLRACE_AUTO_REGISTER_SCHEMAS", true, ConnectionSettings::strictBoolean),
                propertyNames(settings.startingWith("MILLRACE_KAFKA_")),
                propertyNames(settings.startingWith("MILLRACE_REGISTRY_CLIENT_")));
    }

    /** A password in an address must not reach a log, so only the check decides whether a rejected one is quoted. */
    private static String address(Settings settings, String name, String fallback, UnaryOperator<String> check) {
        String address = settings.text(name).orElse(fallback);
        try {
            return check.apply(address);
        } catch (IllegalArgumentException e) {
            settings.reject(settings.place(name) + ": " + e.getMessage());
            return address;
        }
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
