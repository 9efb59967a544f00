package dev.millrace.service.operations;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * Serves {@code /health/live}, {@code /health/ready}, {@code /health/ready/TASK} and {@code /metrics} over HTTP. The health endpoints return 200, or 503
 * when there are problems, and list problems and notes as JSON; 404 if the process does not carry the task. Metrics are in Prometheus' text format.
 */
public final class OperationsServer implements AutoCloseable {

    private final Javalin server;

    private OperationsServer(Javalin server) {
        this.server = server;
    }

    /**
     * Starts the server. It asks {@code health} on its own threads, once for each request.
     *
     * @param host address to listen on; {@code 127.0.0.1} accepts only local connections
     * @param port port to listen on; 0 picks a free one, see {@link #port}
     */
    public static OperationsServer start(String host, int port, PrometheusMeterRegistry meters, ProcessHealth health) {
        Javalin server = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.useVirtualThreads = false;
            config.jetty.threadPool = new org.eclipse.jetty.util.thread.QueuedThreadPool(8, 2);
        });
        server.get("/health/live", context -> answer(context, health.live()));
        server.get("/health/ready", context -> answer(context, health.ready()));
        server.get("/health/ready/{task}", context -> {
            String task = context.pathParam("task");
            health.ready(task).ifPresentOrElse(ready -> answer(context, ready), () -> notCarried(context));
        });
        server.get(
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(meters.scrape()));
        return new OperationsServer(server.start(host, port));
    }

    private static void answer(Context context, Health health) {
        context.status(health.isFine() ? 200 : 503)
                .json(Map.of(
                        "status", health.isFine() ? "UP" : "DOWN",
                        "problems", health.problems(),
                        "notes", health.notes()));
    }

    private static void notCarried(Context context) {
        context.status(404)
                .json(Map.of("status", "UNKNOWN", "problems", List.of("this process does not carry the task")));
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
