package dev.millrace.service.operations;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics} over HTTP. The health endpoints return 200, or 503
 * when there are problems, and list the problems as JSON; metrics are in Prometheus' text format.
 */
public final class OperationsServer implements AutoCloseable {

    private final Javalin server;

    private OperationsServer(Javalin server) {
        this.server = server;
    }

    /**
     * Starts the server. It calls {@code live} and {@code ready} on its own threads, once for each request.
     *
     * @param host address to listen on; {@code 127.0.0.1} accepts only local connections
     * @param port port to listen on; 0 picks a free one, see {@link #port}
     */
    public static OperationsServer start(
            String host, int port, PrometheusMeterRegistry meters, Supplier<Health> live, Supplier<Health> ready) {
        Javalin server = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.useVirtualThreads = false;
            config.jetty.threadPool = new org.eclipse.jetty.util.thread.QueuedThreadPool(8, 2);
        });
        server.get("/health/live", context -> answer(context, live.get()));
        server.get("/health/ready", context -> answer(context, ready.get()));
        server.get(
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(meters.scrape()));
        return new OperationsServer(server.start(host, port));
    }

    private static void answer(Context context, Health health) {
        context.status(health.isFine() ? 200 : 503)
                .json(Map.of("status", health.isFine() ? "UP" : "DOWN", "problems", health.problems()));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
