package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.StandardModels;
import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import dev.millrace.benchmarks.platform.SubjectProcess;
import dev.millrace.model.spec.Task;
import dev.millrace.streams.StreamsApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the programs that are measured, all with the same settings. */
final class Subjects {

    private static final String STREAMS = "MILLRACE_STREAMS_";

    private Subjects() {}

    /** @throws IllegalArgumentException for the ceiling, which does not use Kafka */
    static SubjectProcess start(BenchmarkPlatform platform, Row row, String name, SubjectTopics topics) {
        Map<String, String> settings = settings(row, topics);
        settings.put(
                STREAMS + "STATE_DIR", platform.folder("state").resolve(name).toString());
        return switch (row.subject()) {
            case MILLRACE -> {
                Task task = row.encoding().task();
                platform.publish(
                        topics.connection(),
                        topics.catalogue(),
                        task,
                        StandardModels.artifact(row.encoding().network()));
                yield platform.start(name, StreamsApp.class, List.of(), settings);
            }
            case NOOP -> platform.start(name, NoopApp.class, List.of(topics.input(), topics.output()), settings);
            case KAFKA_STREAMS_ONNX ->
                platform.start(name, OnnxApp.class, List.of(onnxFile(platform, row.encoding())), settings);
            case CEILING -> throw new IllegalArgumentException("the ceiling has no topics");
        };
    }

    private static Map<String, String> settings(Row row, SubjectTopics topics) {
        Map<String, String> settings = new HashMap<>();
        settings.put("MILLRACE_BOOTSTRAP_SERVERS", topics.connection().bootstrapServers());
        settings.put("MILLRACE_REGISTRY_URL", topics.connection().registryUrl());
        settings.put("MILLRACE_TOPIC_PREFIX", topics.connection().topicNames().prefix());
        settings.put(STREAMS + "CLIENTS", row.encoding().task().id());
        settings.put(STREAMS + "GUARANTEE", row.guarantee());
        settings.put(STREAMS + "THREADS", Integer.toString(row.threads()));
        settings.put(STREAMS + "CREATE_TOPICS", "false");
        settings.put(STREAMS + "OPERATIONS_PORT", "0");
        if (!row.isExactlyOnce()) {
            // Records are written in one transaction, so that none can be polled before all are there.
            settings.put("MILLRACE_KAFKA_ISOLATION_LEVEL", "read_committed");
        }
        return settings;
    }

    private static String onnxFile(BenchmarkPlatform platform, Encoding encoding) {
        Path file = platform.folder("onnx").resolve(encoding.network() + ".onnx");
        try {
            if (!Files.exists(file)) {
                Files.write(file, StandardModels.onnx(encoding.network()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("'" + file + "' can't be written", e);
        }
        return file.toString();
    }
}
