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

    private static final int NODE = 1;
    private static final String CLUSTER_ID_FILE = "cluster-id";

    private final KafkaRaftServer server;

    private EmbeddedBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts on the data in {@code directory}, or formats it if it is new.
     *
     * @param ports free on loopback: for clients and the controller; optionally a second listener for clients and the
     *     port that this listener advertises
     */
    static EmbeddedBroker start(Path directory, List<Integer> ports) {
        try {
            Files.createDirectories(directory);
            Path data = directory.toAbsolutePath().resolve("log");
            format(data, clusterId(directory));
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties(data, ports), false), Time.SYSTEM);
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

    private static String clusterId(Path directory) throws IOException {
        Path file = directory.resolve(CLUSTER_ID_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static void format(Path data, String clusterId) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(NODE)
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

    private static Map<String, String> properties(Path data, List<Integer> ports) {
        Map<String, String> properties = new TreeMap<>(listeners(ports));
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE));
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
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(internal + ".replication.factor", "1");
            properties.put(internal + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        return properties;
    }

    private static Map<String, String> listeners(List<Integer> ports) {
        String loopback = "://127.0.0.1:";
        String second = ports.size() > 2 ? ",SECOND" + loopback : "";
        return Map.of(
                "listeners",
                "CLIENTS" + loopback + ports.get(0) + ",CONTROLLER" + loopback + ports.get(1)
                        + (second.isEmpty() ? "" : second + ports.get(2)),
                "advertised.listeners",
                "CLIENTS" + loopback + ports.get(0) + (second.isEmpty() ? "" : second + ports.get(3)),
                "listener.security.protocol.map",
                "CLIENTS:PLAINTEXT,SECOND:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "CLIENTS",
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + ports.get(1));
    }
}
