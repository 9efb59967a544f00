package dev.millrace.benchmarks.labels;

import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import dev.millrace.benchmarks.platform.SubjectProcess;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.streams.StreamsApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A streams app that only joins the labels of reviews. Its state survives it. */
final class JoinApp implements AutoCloseable {

    /** The client that joins. */
    static final String CLIENT = "review-labels";

    private final SubjectProcess process;

    private JoinApp(SubjectProcess process) {
        this.process = process;
    }

    /** Returns immediately. */
    static JoinApp start(BenchmarkPlatform platform, KafkaConnection connection, String name, boolean transactional) {
        String prefix = connection.topicNames().prefix();
        Map<String, String> settings = new HashMap<>(Map.of(
                "MILLRACE_BOOTSTRAP_SERVERS",
                connection.bootstrapServers(),
                "MILLRACE_REGISTRY_URL",
                connection.registryUrl(),
                "MILLRACE_TOPIC_PREFIX",
                prefix,
                "MILLRACE_KAFKA_ENABLE_TRANSACTIONAL_STATESTORES",
                Boolean.toString(transactional),
                "MILLRACE_STREAMS_CLIENTS",
                CLIENT,
                "MILLRACE_STREAMS_CREATE_TOPICS",
                "false",
                "MILLRACE_STREAMS_OPERATIONS_PORT",
                "0",
                "MILLRACE_STREAMS_STATE_DIR",
                platform.folder("state").resolve(prefix).toString()));
        return new JoinApp(platform.start(name, StreamsApp.class, List.of(), settings));
    }

    /** The process fails the measurement if it has ended by itself. */
    void requireRunning() {
        process.requireRunning();
    }

    /** Ends it as kill -9 does, and returns when it has ended. */
    void kill() {
        process.handle().destroyForcibly();
        process.handle().onExit().join();
    }

    @Override
    public void close() {
        process.close();
    }
}
