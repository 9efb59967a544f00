package dev.millrace.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Kafka's own server inside the JVM. It may be stopped and started again on the same data and ports. */
final class InProcessBroker implements AutoCloseable {

    private final Map<String, String> properties;
    private KafkaRaftServer server;

    private InProcessBroker(Map<String, String> properties, KafkaRaftServer server) {
        this.properties = properties;
        this.server = server;
    }

    /**
     * Formats the data's directory and starts.
     *
     * @param clusterId the same for all nodes of a cluster
     * @param data a directory that does not exist yet
     * @param properties with {@code node.id} and listeners, of which that of the controllers is {@code CONTROLLER}
     */
    static InProcessBroker start(String clusterId, Path data, Map<String, String> properties) {
        Map<String, String> all = small();
        all.putAll(properties);
        all.put("log.dirs", data.toString());
        format(clusterId, data, Integer.parseInt(Objects.requireNonNull(all.get("node.id"), "node.id")));
        return new InProcessBroker(all, started(all));
    }

    /** Settings of a broker for few, small topics and impatient tests. */
    private static Map<String, String> small() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.cleaner.backoff.ms", "3000"));
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return settings;
    }

    private static KafkaRaftServer started(Map<String, String> properties) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return server;
    }

    /** Returns when it has stopped; its data stays. */
    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    void resume() {
        server = started(properties);
    }

    @Override
    public void close() {
        stop();
    }

    private static void format(String clusterId, Path data, int node) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(clusterId)
                    .setNodeId(node)
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's directory '" + data + "' can't be formatted", e);
        }
    }
}
