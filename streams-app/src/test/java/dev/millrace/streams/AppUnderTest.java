package dev.millrace.streams;

import dev.millrace.schemas.testing.LocalHttp;
import dev.millrace.schemas.testing.TestRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The whole app on a thread of its own, as {@code main} runs it. */
public final class AppUnderTest implements AutoCloseable {

    private final LocalHttp http = new LocalHttp(TestRegistry.freePort());
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Optional<Throwable>> ended;

    public AppUnderTest(Map<String, String> environment, Path state) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("MILLRACE_STREAMS_STATE_DIR", state.toString());
        settings.put("MILLRACE_STREAMS_OPERATIONS_PORT", Integer.toString(http.port()));
        StreamsAppConfig config = StreamsAppConfig.from(settings);
        ended = CompletableFuture.supplyAsync(() -> StreamsApp.run(config, stop));
    }

    /** The status of an answer, a space, its text; none while nobody answers. */
    public String get(String path) {
        return http.get(path);
    }

    /** The value of a meter, 0 while there is none. */
    double metric(String name) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

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
