package dev.millrace.cli.connection;

import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.Addresses;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options shared by every command that talks to a cluster. */
public final class ClusterOptions {

    private static final String REGISTRY_URL = "schema.registry.url";
    private static final String TOPIC_PREFIX = "topic.prefix";
    private static final String REGISTRY_PREFIX = "schema.registry.";

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            description = "Kafka brokers, separated by commas. Default: MILLRACE_BOOTSTRAP_SERVERS or localhost:9092.")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema Registry. Default: MILLRACE_REGISTRY_URL or http://localhost:8081.")
    private @Nullable String registry;

    @Option(
            names = "--topic-prefix",
            paramLabel = "TEXT",
            description = "Prefix of every topic name. Default: MILLRACE_TOPIC_PREFIX or none.")
    private @Nullable String topicPrefix;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = {
                "Kafka client properties (TLS, SASL, ...), with bootstrap.servers, schema.registry.url, topic.prefix,",
                "and the registry client's own properties prefixed with 'schema.registry.'."
            })
    private @Nullable Path properties;

    /** Reads the options; opens no connection. */
    public KafkaConnection connection() {
        return connection(System.getenv());
    }

    KafkaConnection connection(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        KafkaConnection fallback = ConnectionSettings.from(settings);
        settings.rejectIfInvalid();
        Map<String, String> file = load();
        Map<String, String> clients = new HashMap<>(fallback.clientProperties());
        Map<String, String> registryClient = new HashMap<>(fallback.registryProperties());
        divide(file, clients, registryClient);
        String brokers = first(bootstrapServer, file.get("bootstrap.servers"), fallback.bootstrapServers());
        String registryUrl = first(registry, file.get(REGISTRY_URL), fallback.registryUrl());
        return new KafkaConnection(
                checked("Kafka brokers", Addresses::brokers, brokers),
                checked("Schema Registry", Addresses::registry, registryUrl),
                new TopicNames(first(
                        topicPrefix,
                        file.get(TOPIC_PREFIX),
                        fallback.topicNames().prefix())),
                fallback.autoRegisterSchemas(),
                clients,
                registryClient);
    }

    private static void divide(
            Map<String, String> file, Map<String, String> clients, Map<String, String> registryClient) {
        file.forEach((name, value) -> {
            if (name.startsWith(REGISTRY_PREFIX) && !name.equals(REGISTRY_URL)) {
                registryClient.put(name.substring(REGISTRY_PREFIX.length()), value);
            } else if (!name.equals(REGISTRY_URL) && !name.equals(TOPIC_PREFIX)) {
                clients.put(name, value);
            }
        });
    }

    private static String checked(String what, UnaryOperator<String> check, String address) {
        try {
            return check.apply(address);
        } catch (IllegalArgumentException e) {
            throw new CommandException(what + ": " + e.getMessage(), e);
        }
    }

    private static String first(@Nullable String option, @Nullable String inFile, String fallback) {
        return Optional.ofNullable(option).or(() -> Optional.ofNullable(inFile)).orElse(fallback);
    }

    private Map<String, String> load() {
        if (properties == null) {
            return Map.of();
        }
        Properties loaded = new Properties();
        try (Reader reader = Files.newBufferedReader(properties)) {
            loaded.load(reader);
        } catch (IOException e) {
            throw new CommandException("properties file '" + properties + "' can't be read: " + e, e);
        }
        Map<String, String> entries = new HashMap<>();
        loaded.stringPropertyNames().forEach(name -> entries.put(name, loaded.getProperty(name)));
        return entries;
    }
}
