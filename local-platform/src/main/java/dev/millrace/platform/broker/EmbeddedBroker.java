package dev.millrace.platform.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Kafka's own server, broker and controller in one, on loopback only. It is the only class that uses Kafka's internal
 * API, so it is bound to the Kafka version of this build.
 */
final class EmbeddedBroker implements AutoCloseable {

    private static final String CLUSTER_ID_FILE = "cluster-id";

    private final KafkaRaftServer server;

    private EmbeddedBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /** Starts on the data in {@code directory}, or formats it if it is new. */
    static EmbeddedBroker start(Path directory, BrokerNode node) {
        try {
            Files.createDirectories(directory);
            Path data = directory.toAbsolutePath().resolve("log");
            format(data, clusterId(directory, node), node.id());
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties(data, node), false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server);
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's directory '" + directory + "' can't be prepared", e);
        }
    }

    /** Returns when the broker has stopped. */
    void awaitEnd() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Nodes of one cluster must agree on its id, so it follows from their ports. */
    private static String clusterId(Path directory, BrokerNode node) throws IOException {
        if (node.controllers().size() > 1) {
            UUID id = UUID.nameUUIDFromBytes(node.controllers().toString().getBytes(StandardCharsets.UTF_8));
            return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
        }
        Path file = directory.resolve(CLUSTER_ID_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static void format(Path data, String clusterId, int node) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(node)
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the broker's directory '" + data + "' can't be formatted", e);
        }
    }

    private static Map<String, String> properties(Path data, BrokerNode node) {
        Map<String, String> properties = new TreeMap<>(listeners(node));
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(node.id()));
        properties.put("log.dirs", data.toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        // Not earlier after a start: while partitions have no leader yet, Kafka 4.3.1 considers them deleted, and what
        // a
        // transaction left in them is committed with the next one instead of aborted (KAFKA-20734).
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000");
        properties.putAll(replication(node.controllers().size()));
        return properties;
    }

    /** Everything on every broker; a majority must have a record before it is acknowledged. */
    private static Map<String, String> replication(int brokers) {
        Map<String, String> properties = new TreeMap<>();
        String majority = Integer.toString(brokers / 2 + 1);
        properties.put("default.replication.factor", Integer.toString(brokers));
        properties.put("min.insync.replicas", majority);
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(internal + ".replication.factor", Integer.toString(brokers));
            properties.put(internal + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", majority);
        properties.put("share.coordinator.state.topic.min.isr", majority);
        return properties;
    }

    private static Map<String, String> listeners(BrokerNode node) {
        String loopback = "://127.0.0.1:";
        String own = "CLIENTS" + loopback + node.port();
        String controller = "CONTROLLER" + loopback + node.controllers().get(node.id() - 1);
        List<Integer> second = node.second();
        return Map.of(
                "listeners",
                own + "," + controller + (second.isEmpty() ? "" : ",SECOND" + loopback + second.get(0)),
                "advertised.listeners",
                own + (second.isEmpty() ? "" : ",SECOND" + loopback + second.get(1)),
                "listener.security.protocol.map",
                "CLIENTS:PLAINTEXT,SECOND:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "CLIENTS",
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                IntStream.rangeClosed(1, node.controllers().size())
                        .mapToObj(id -> id + "@127.0.0.1:" + node.controllers().get(id - 1))
                        .collect(Collectors.joining(",")));
    }
}
