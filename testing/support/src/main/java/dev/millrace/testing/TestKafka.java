package dev.millrace.testing;

import java.util.Map;
import java.util.UUID;
import kafka.server.BrokerServer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.common.utils.Exit;

/**
 * A real broker inside the JVM. All tests share one, except those that stop it; each test uses its own topic prefix.
 */
public final class TestKafka implements AutoCloseable {

    private final KafkaClusterTestKit cluster;

    private TestKafka(KafkaClusterTestKit cluster) {
        this.cluster = cluster;
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

    /** Stops the broker; its data stays. */
    public void stop() {
        cluster.brokers().values().forEach(BrokerServer::shutdown);
        cluster.brokers().values().forEach(BrokerServer::awaitShutdown);
    }

    /** Restarts a stopped broker on the same port. */
    public void resume() {
        cluster.brokers().values().forEach(BrokerServer::startup);
    }

    @Override
    public void close() {
        close(cluster);
    }

    /** The broker's address. */
    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    /** A topic prefix that no other test uses. */
    public String newPrefix() {
        return "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
    }

    private static TestKafka start(int brokers, int abortCheckMillis, Map<String, String> more) {
        // Kafka's test kit deletes the broker's folder when the JVM ends, while the broker is still stopping. A broker
        // that misses its folder would halt the JVM, and tests that all passed would count as crashed.
        Exit.setHaltProcedure((code, message) -> {});
        try {
            TestKitNodes nodes = new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(brokers)
                    .setNumControllerNodes(1)
                    .build();
            KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes)
                    .setConfigProp("auto.create.topics.enable", "false")
                    .setConfigProp("default.replication.factor", Integer.toString(brokers))
                    .setConfigProp("offsets.topic.replication.factor", "1")
                    .setConfigProp("offsets.topic.num.partitions", "1")
                    .setConfigProp("transaction.state.log.replication.factor", "1")
                    .setConfigProp("transaction.state.log.min.isr", "1")
                    .setConfigProp("transaction.state.log.num.partitions", "1")
                    .setConfigProp(
                            "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                            Integer.toString(abortCheckMillis))
                    .setConfigProp("group.initial.rebalance.delay.ms", "0")
                    .setConfigProp("group.min.session.timeout.ms", "1000")
                    .setConfigProp("log.cleaner.dedupe.buffer.size", "2097152")
                    .setConfigProp("log.cleaner.backoff.ms", "3000");
            more.forEach(builder::setConfigProp);
            KafkaClusterTestKit cluster = builder.build();
            cluster.format();
            cluster.startup();
            cluster.waitForReadyBrokers();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(cluster), "test-kafka-end"));
            return new TestKafka(cluster);
        } catch (Exception e) {
            throw new IllegalStateException("the test broker did not start", e);
        }
    }

    private static void close(KafkaClusterTestKit cluster) {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("the test broker did not stop", e);
        }
    }
}
