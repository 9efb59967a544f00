package dev.millrace.cli.acls;

import dev.millrace.cli.Terminal;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.access.Grant;
import dev.millrace.service.access.Role;
import dev.millrace.testing.SecuredKafka;
import dev.millrace.testing.SecuredRegistry;
import dev.millrace.testing.TestCertificates;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker and a registry that demand TLS and credentials, with a user for each role, who may do exactly what
 * {@code millrace acls} prints.
 */
final class SecuredInstallation {

    /** Distinctive, so that a test can search for it. */
    static final Secrets SECRETS = new Secrets("planted");

    private static final String GROUP = "their-consumers";

    private final Path directory;
    private final TestCertificates certificates;
    private final Path clientKeys;
    private final SecuredKafka kafka;
    private final SecuredRegistry registry;
    private final Admin admin;
    private final TopicNames names;

    private static final class Holder {
        private static final SecuredInstallation SHARED = start("secured-");
    }

    /** The one that tests share, with its topics; started at the first call. A test that withdraws a grant restores it. */
    static SecuredInstallation shared() {
        return Holder.SHARED;
    }

    /** One for a test alone, which may withdraw what others need. */
    static SecuredInstallation own() {
        return start("alone-");
    }

    private static SecuredInstallation start(String prefix) {
        try {
            SecuredInstallation started =
                    new SecuredInstallation(Files.createTempDirectory("millrace-secured"), new TopicNames(prefix));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "secured-installation-end"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SecuredInstallation(Path directory, TopicNames names) {
        this.directory = directory;
        this.names = names;
        this.certificates = TestCertificates.make(directory, SECRETS.of("stores"));
        this.clientKeys = certificates.client(SECRETS.of("keystore"), SECRETS.of("key"));
        this.kafka = SecuredKafka.start(directory.resolve("broker"), certificates);
        this.registry = SecuredRegistry.start(
                TestRegistry.shared().url(), certificates, "registry-user:" + SECRETS.of("registry"));
        this.admin = Admin.create(kafka.adminProperties());
        for (Role role : Role.values()) {
            kafka.addUser(user(role), SECRETS.of(role.id()));
            grant(bindings(role));
        }
        requireSuccess(as(Role.PROVISIONER), "topics", "create", "--partitions", "1");
        requireSuccess(as(Role.PROVISIONER), "topics", "check", "--partitions", "1");
    }

    /** The command line of that role. */
    Terminal as(Role role) {
        return Terminal.with("--properties", propertiesFile(role).toString());
    }

    private static void requireSuccess(Terminal terminal, String... arguments) {
        if (terminal.millrace(arguments) != 0) {
            throw new IllegalStateException(terminal.said() + terminal.complained());
        }
    }

    /** A client that may do everything. */
    Admin admin() {
        return admin;
    }

    SecuredKafka kafka() {
        return kafka;
    }

    TestCertificates certificates() {
        return certificates;
    }

    SecuredRegistry registry() {
        return registry;
    }

    TopicNames names() {
        return names;
    }

    /** What the role may do. The services have one task, the command line has the default ones. */
    RoleAccess access(Role role) {
        boolean isService = role == Role.STREAMS_APP || role == Role.TRAINER;
        return RoleAccess.of(
                role, "User:" + user(role), connection(role), isService ? environment(role) : Map.of(), GROUP);
    }

    List<AclBinding> bindings(Role role) {
        return access(role).bindings();
    }

    void grant(List<AclBinding> bindings) {
        join(admin.createAcls(bindings).all());
    }

    void grant(Role role, Grant grant) {
        grant(List.of(grant.to("User:" + user(role))));
    }

    void withdraw(Role role, Grant grant) {
        join(admin.deleteAcls(List.of(grant.to("User:" + user(role)).toFilter()))
                .all());
    }

    /** The settings of a service that runs as that role, with every secret that a setting can hold. */
    Map<String, String> environment(Role role) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MILLRACE_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("MILLRACE_REGISTRY_URL", registry.url());
        environment.put("MILLRACE_TOPIC_PREFIX", names.prefix());
        environment.put("MILLRACE_TASKS", "image");
        environment.put("MILLRACE_STREAMS_CREATE_TOPICS", "false");
        clientProperties(role).forEach((name, value) -> environment.put("MILLRACE_KAFKA_" + variable(name), value));
        registryProperties()
                .forEach((name, value) -> environment.put("MILLRACE_REGISTRY_CLIENT_" + variable(name), value));
        return environment;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** How that role's clients connect. */
    KafkaConnection connection(Role role) {
        return new KafkaConnection(
                kafka.bootstrapServers(), registry.url(), names, true, clientProperties(role), registryProperties());
    }

    /** A properties file for the command line. */
    Path propertiesFile(Role role) {
        Properties properties = new Properties();
        properties.putAll(clientProperties(role));
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("schema.registry.url", registry.url());
        properties.put("topic.prefix", names.prefix());
        registryProperties().forEach((name, value) -> properties.put("schema.registry." + name, value));
        Path file = directory.resolve(role.id() + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> clientProperties(Role role) {
        Map<String, String> properties = new HashMap<>(SecuredKafka.clientProperties(
                user(role), SECRETS.of(role.id()), certificates.trusted(), certificates.password()));
        properties.put("ssl.keystore.location", clientKeys.toString());
        properties.put("ssl.keystore.type", "JKS");
        properties.put("ssl.keystore.password", SECRETS.of("keystore"));
        properties.put("ssl.key.password", SECRETS.of("key"));
        return properties;
    }

    private Map<String, String> registryProperties() {
        return Map.of(
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "registry-user:" + SECRETS.of("registry"),
                "ssl.truststore.location",
                certificates.trusted().toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                certificates.password());
    }

    static String user(Role role) {
        return "millrace-" + role.id();
    }

    /** The passwords of the test. Each contains the word, so that one search finds any of them. */
    record Secrets(String word) {

        String of(String what) {
            return word + "-" + what + "-7Gq";
        }

        /** Whether the text has one of them, or the form in which one is sent. */
        Stream<String> in(String text) {
            return Stream.concat(
                            Arrays.stream(Role.values()).map(role -> of(role.id())),
                            Stream.of(of("stores"), of("registry"), of("keystore"), of("key"), basicAuthentication()))
                    .filter(text::contains);
        }

        private String basicAuthentication() {
            return java.util.Base64.getEncoder()
                    .encodeToString(
                            ("registry-user:" + of("registry")).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    static <T> T join(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private void close() {
        admin.close();
        registry.close();
        kafka.close();
    }
}
