package dev.millrace.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;

/**
 * A real broker inside the JVM as an organisation runs one: clients come over TLS, name themselves by SCRAM, and may do only what
 * access control entries allow. A second listener, on loopback and without TLS, is for the test's own administration.
 */
public final class SecuredKafka implements AutoCloseable {

    private static final int ITERATIONS = 4096;

    private final InProcessBroker server;
    private final int adminPort;
    private final int securedPort;

    private SecuredKafka(InProcessBroker server, int adminPort, int securedPort) {
        this.server = server;
        this.adminPort = adminPort;
        this.securedPort = securedPort;
    }

    /** @param data a directory that does not exist yet */
    public static SecuredKafka start(Path data, TestCertificates certificates) {
        int admin = TestRegistry.freePort();
        int secured = TestRegistry.freePort();
        int controller = TestRegistry.freePort();
        Map<String, String> properties = new HashMap<>(listeners(admin, secured, controller));
        properties.putAll(security(certificates));
        return new SecuredKafka(InProcessBroker.start(Uuid.randomUuid().toString(), data, properties), admin, secured);
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

    @Override
    public void close() {
        server.close();
    }
}
