package dev.millrace.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real broker inside the JVM as an organisation runs one: clients come over TLS, name themselves by SCRAM, and may do only what
 * access control entries allow. A second listener, on loopback and without TLS, is for the test's own administration.
 */
public final class SecuredKafka implements AutoCloseable {

    private static final int ITERATIONS = 4096;

    private final KafkaRaftServer server;
    private final int adminPort;
    private final int securedPort;

    private SecuredKafka(KafkaRaftServer server, int adminPort, int securedPort) {
        this.server = server;
        this.adminPort = adminPort;
        this.securedPort = securedPort;
    }

    /** @param data a directory that does not exist yet */
    public static SecuredKafka start(Path data, TestCertificates certificates) {
        Exit.setHaltProcedure((code, message) -> {});
        int admin = TestRegistry.freePort();
        int secured = TestRegistry.freePort();
        int controller = TestRegistry.freePort();
        Map<String, String> properties = new HashMap<>(listeners(admin, secured, controller));
        properties.putAll(security(certificates));
        properties.putAll(smallBroker(data));
        format(data);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new SecuredKafka(server, admin, secured);
    }

    /** Where clients connect; the certificate is for {@code localhost}. */
    public String bootstrapServers() {
        return "localhost:" + securedPort;
    }

    /** The same listener under a name that the certificate does not have. */
    public String bootstrapServersByAddress() {
        return "127.0.0.1:" + securedPort;
    }

    /** Properties of a client that may do everything. */
    public Map<String, Object> adminProperties() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + adminPort);
    }

    /** Makes a user known, or changes the password. */
    public void addUser(String name, String password) {
        try (Admin admin = Admin.create(adminProperties())) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("user '" + name + "' can't be added", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a user was added", e);
        }
    }

    /** The properties with which that user's clients connect. */
    public static Map<String, String> clientProperties(
            String user, String password, Path trusted, String storePassword) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";",
                "ssl.truststore.location",
                trusted.toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                storePassword);
    }

    private static Map<String, String> listeners(int admin, int secured, int controller) {
        return Map.of(
                "listeners",
                        "ADMIN://127.0.0.1:" + admin + ",SECURED://localhost:" + secured + ",CONTROLLER://127.0.0.1:"
                                + controller,
                "advertised.listeners", "ADMIN://127.0.0.1:" + admin + ",SECURED://localhost:" + secured,
                "listener.security.protocol.map", "ADMIN:PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "ADMIN",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "process.roles", "broker,controller",
                "node.id", "1");
    }

    private static Map<String, String> security(TestCertificates certificates) {
        return Map.of(
                "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.secured.ssl.keystore.location",
                        certificates.server().toString(),
                "listener.name.secured.ssl.keystore.type", "PKCS12",
                "listener.name.secured.ssl.keystore.password", certificates.password(),
                "listener.name.secured.ssl.key.password", certificates.password(),
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS");
    }

    private static Map<String, String> smallBroker(Path data) {
        Map<String, String> properties = new HashMap<>();
        properties.put("log.dirs", data.toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(internal + ".replication.factor", "1");
            properties.put(internal + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        return properties;
    }

    private static void format(Path data) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's directory '" + data + "' can't be formatted", e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
