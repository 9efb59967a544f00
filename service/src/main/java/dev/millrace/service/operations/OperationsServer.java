package dev.millrace.service.operations;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Liveness, readiness and metrics over HTTP: {@code /health/live}, {@code /health/ready} (200, or 503 with the problems as
 * JSON) and {@code /metrics} in Prometheus' text format.
 */
public final class OperationsServer implements AutoCloseable {

    private final Javalin server;

    private OperationsServer(Javalin server) {
        this.server = server;
    }

    /**
     * @param host to listen on; {@code 127.0.0.1} keeps it to this machine
     * @param port 0 for any free one, see {@link #port}
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

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
