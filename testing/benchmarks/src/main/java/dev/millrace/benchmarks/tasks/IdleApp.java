package dev.millrace.benchmarks.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import dev.millrace.benchmarks.platform.SubjectProcess;
import dev.millrace.platform.processes.Ports;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.streams.StreamsApp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/** A streams app whose tasks have topics of their own and wait for a first model. */
final class IdleApp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String WAITS = "model yet: its input waits";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI readiness;
    private final SubjectProcess process;
    private final long started = System.nanoTime();

    private IdleApp(URI readiness, SubjectProcess process) {
        this.readiness = readiness;
        this.process = process;
    }

    /** Starts it with these tasks, half of them images, and returns immediately. Their input topics must exist. */
    static IdleApp start(BenchmarkPlatform platform, KafkaConnection connection, List<String> tasks) {
        int port = Ports.free(1).get(0);
        String name = connection.topicNames().prefix() + "app";
        Map<String, String> settings = new HashMap<>(Map.of(
                "MILLRACE_BOOTSTRAP_SERVERS", connection.bootstrapServers(),
                "MILLRACE_REGISTRY_URL", connection.registryUrl(),
                "MILLRACE_TOPIC_PREFIX", connection.topicNames().prefix(),
                "MILLRACE_TASKS", String.join(",", tasks),
                "MILLRACE_STREAMS_STATE_DIR",
                        platform.folder("state").resolve(name).toString(),
                "MILLRACE_STREAMS_OPERATIONS_PORT", Integer.toString(port)));
        for (int i = 0; i < tasks.size(); i++) {
            String prefix = "MILLRACE_TASK_" + tasks.get(i).toUpperCase(Locale.ROOT) + "_";
            settings.put(prefix + "TYPE", i % 2 == 0 ? "image" : "text");
            settings.put(prefix + "INPUT_TOPIC", input(connection, tasks.get(i)));
            settings.put(prefix + "INPUT_FORMAT", "json");
            settings.put(prefix + "INPUT_CONTENT", "content");
        }
        URI readiness = URI.create("http://127.0.0.1:" + port + "/health/ready");
        return new IdleApp(readiness, platform.start(name, StreamsApp.class, List.of(), settings));
    }

    /** The topic that a task reads. */
    static String input(KafkaConnection connection, String task) {
        return connection.topicNames().prefix() + "records." + task;
    }

    long pid() {
        return process.handle().pid();
    }

    /** Waits until each of so many tasks lacks a model and nothing else, and returns the seconds since the start. */
    double awaitIdle(int tasks) {
        long deadline = started + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            process.requireRunning();
            List<String> problems = problems();
            if (problems.size() == tasks && problems.stream().allMatch(problem -> problem.endsWith(WAITS))) {
                return (System.nanoTime() - started) / 1e9;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new BenchmarkFailure("the app has not started after " + PATIENCE.toSeconds() + " s; its log is "
                + process.log() + ", its problems: " + problems());
    }

    private List<String> problems() {
        try {
            JsonNode body = JSON.readTree(
                    http.send(HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
            return StreamSupport.stream(body.get("problems").spliterator(), false)
                    .map(JsonNode::textValue)
                    .toList();
        } catch (ConnectException e) {
            // Its server does not listen yet.
            return List.of();
        } catch (IOException e) {
            throw new BenchmarkFailure("the app does not answer " + readiness, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted while waiting for the app", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
