package dev.millrace.drills.environment;

import dev.millrace.platform.processes.ControlledProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;

/** One process of a service under drill, and its health and metrics. */
public final class Service {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ControlledProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    Service(ControlledProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The process, for starting, killing and stopping it. */
    public ControlledProcess process() {
        return process;
    }

    /** Whether it reports now that it is ready. */
    public boolean isReady() {
        return status("/health/ready").orElse(0) == 200;
    }

    /** Whether it reports now that it is alive. */
    public boolean isLive() {
        return status("/health/live").orElse(0) == 200;
    }

    /** Whether its process is frozen (SIGSTOP). */
    public boolean isFrozen() {
        return procStatus("State:").contains("T");
    }

    /** Its readiness report; empty while it does not answer. */
    public String readiness() {
        return body("/health/ready");
    }

    /** @throws IllegalStateException when it is not ready in time */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        process.name() + " is not ready after " + patience + "; it reports: " + readiness());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** @throws IllegalStateException when it does not serve the version in time */
    public void awaitServing(String version) {
        Waiting.until(
                Waiting.MINUTE,
                process.name() + " serves " + version,
                () -> sum("millrace_model_serving", "version=\"" + version + "\"") == 1);
    }

    /** The highest value of a metric over its tags, by its Prometheus name; empty if it does not answer or has none. */
    public OptionalDouble greatest(String metric) {
        return values(metric, "").max();
    }

    /** The sum of a metric over its tags. */
    public double sum(String metric) {
        return values(metric, "").sum();
    }

    /** The sum of a metric over the tags that include one, in Prometheus' notation: {@code reason="corrupt"}. */
    public double sum(String metric, String tag) {
        return values(metric, tag).sum();
    }

    /** The peak resident memory of its process, in bytes, as reported by Linux. */
    public long mostMemory() {
        return Long.parseLong(procStatus("VmHWM:").replaceAll("\\D", "")) << 10;
    }

    /** A line of what Linux says about its process, without its name. */
    private String procStatus(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(process.name() + " is not running", e);
        }
    }

    private DoubleStream values(String metric, String tag) {
        return body("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }

    private OptionalInt status(String path) {
        try {
            return OptionalInt.of(http.send(request(path), HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private String body(String path) {
        try {
            return http.send(request(path), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER)
                .build();
    }
}
