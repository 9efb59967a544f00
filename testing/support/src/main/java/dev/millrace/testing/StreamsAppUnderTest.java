package dev.millrace.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The whole streams app on its own thread, as its {@code main} runs it. */
public final class StreamsAppUnderTest implements AutoCloseable {

    private final LocalHttp http = new LocalHttp(TestRegistry.freePort());
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Optional<Throwable>> ended;

    /** A service. */
    @FunctionalInterface
    public interface Service {
        /** Runs on {@code environment} until {@code stop} completes. Returns what ended it; empty if nothing did. */
        Optional<Throwable> run(Map<String, String> environment, CompletableFuture<Void> stop);
    }

    /** Starts the app, with its state in {@code state} and its operations port on a free port. */
    public StreamsAppUnderTest(Service app, Map<String, String> environment, Path state) {
        Map<String, String> settings = new HashMap<>(environment);
        // A stopped app leaves its place in the group to the next one after this time.
        settings.putIfAbsent("MILLRACE_STREAMS_SESSION_TIMEOUT", "PT6S");
        settings.put("MILLRACE_STREAMS_STATE_DIR", state.toString());
        settings.put("MILLRACE_STREAMS_OPERATIONS_PORT", Integer.toString(http.port()));
        ended = CompletableFuture.supplyAsync(() -> app.run(settings, stop));
    }

    /** The status of the answer, a space, and its text; {@code none} while nothing answers. */
    public String get(String path) {
        return http.get(path);
    }

    /** The value of a meter; 0 while it does not exist. */
    public double metric(String name) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /** Whether the app has ended by itself. */
    public boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    public void close() {
        stop.complete(null);
        ended.join().ifPresent(failure -> {
            throw new IllegalStateException("the app failed", failure);
        });
    }
}
