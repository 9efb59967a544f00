package dev.millrace.testing;

import dev.millrace.platform.processes.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;

/**
 * A real broker inside the JVM. All tests share one, except those that stop it; each test uses its own topic prefix.
 */
public final class TestKafka implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1:";

    private final List<InProcessBroker> brokers;
    private final String bootstrapServers;

    private TestKafka(List<InProcessBroker> brokers, String bootstrapServers) {
        this.brokers = brokers;
        this.bootstrapServers = bootstrapServers;
    }

    private static final class Holder {
        private static final TestKafka KAFKA = start(1, 1_000, Map.of());
    }

    /** The broker that tests share; started at the first call. */
    public static TestKafka shared() {
        return Holder.KAFKA;
    }

    /**
     * A broker for one test, which may stop and resume it. It looks for timed-out transactions as seldom as a broker
     * does by default: while its partitions have no leaders, transactions that it should abort would be committed with
     * the next one (KAFKA-20734).
     */
    public static TestKafka own() {
        return start(1, 10_000, Map.of());
    }

    /** A broker for one test that enforces access control lists; resources without a list are open to everybody. */
    public static TestKafka ownWithAccessControl() {
        return start(
                1,
                10_000,
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true"));
    }

    /** A cluster for one test, with as many replicas of a topic as brokers unless specified otherwise. */
    public static TestKafka ownReplicated(int brokers) {
        return start(brokers, 10_000, Map.of());
    }

    /** Stops the brokers; their data stays. */
    public void stop() {
        stop(brokers);
    }

    /** Restarts stopped brokers on the same ports. */
    public void resume() {
        brokers.forEach(InProcessBroker::resume);
    }

    @Override
    public void close() {
        stop(brokers);
    }

    /** The brokers' addresses. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A topic prefix that no other test uses. */
    public String newPrefix() {
        return "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
    }

    private static TestKafka start(int count, int abortCheckMillis, Map<String, String> more) {
        Path directory = directory();
        List<Integer> ports = Ports.free(count + 1);
        String clusterId = Uuid.randomUuid().toString();
        List<InProcessBroker> brokers = new ArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(brokers, directory), "test-kafka-end"));
        for (int node = 1; node <= count; node++) {
            Map<String, String> properties = settings(count, abortCheckMillis);
            properties.putAll(listeners(node, ports.get(node), ports.get(0)));
            properties.putAll(more);
            brokers.add(InProcessBroker.start(clusterId, directory.resolve("node-" + node), properties));
        }
        String bootstrapServers =
                ports.stream().skip(1).map(port -> LOOPBACK + port).collect(Collectors.joining(","));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Await.until(() -> admin.describeCluster()
                            .nodes()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()
                            .size()
                    == count);
        }
        return new TestKafka(brokers, bootstrapServers);
    }

    /** The first node is the controller, too. */
    private static Map<String, String> listeners(int node, int port, int controller) {
        String own = "PLAINTEXT://" + LOOPBACK + port;
        return Map.of(
                "node.id",
                Integer.toString(node),
                "process.roles",
                node == 1 ? "broker,controller" : "broker",
                "listeners",
                node == 1 ? own + ",CONTROLLER://" + LOOPBACK + controller : own,
                "advertised.listeners",
                own,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                "1@" + LOOPBACK + controller);
    }

    private static Map<String, String> settings(int brokers, int abortCheckMillis) {
        return new HashMap<>(Map.of(
                "default.replication.factor",
                Integer.toString(brokers),
                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                Integer.toString(abortCheckMillis)));
    }

    /** The first one last: the others wait for its controller to let them go. */
    private static void stop(List<InProcessBroker> brokers) {
        for (int i = brokers.size() - 1; i >= 0; i--) {
            brokers.get(i).stop();
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("millrace-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the test broker", e);
        }
    }

    private static void end(List<InProcessBroker> brokers, Path directory) {
        stop(brokers);
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("the test broker's directory can't be deleted", e);
        }
    }
}
