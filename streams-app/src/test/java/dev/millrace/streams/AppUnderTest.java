package dev.millrace.streams;

import dev.millrace.schemas.testing.TestRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The whole app on a thread of its own, as {@code main} runs it. */
public final class AppUnderTest implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final int port = TestRegistry.freePort();
    private final CompletableFuture<Optional<Throwable>> ended;

    public AppUnderTest(Map<String, String> environment, Path state) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("MILLRACE_STREAMS_STATE_DIR", state.toString());
        settings.put("MILLRACE_STREAMS_OPERATIONS_PORT", Integer.toString(port));
        StreamsAppConfig config = StreamsAppConfig.from(settings);
        ended = CompletableFuture.supplyAsync(() -> StreamsApp.run(config, stop));
    }

    /** The status of an answer, a space, its text; none while nobody answers. */
    public String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "none";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
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
