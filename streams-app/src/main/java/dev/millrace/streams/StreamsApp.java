package dev.millrace.streams;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.ShutdownSignal;
import dev.millrace.service.operations.ProcessMeters;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that classifies: labels forwarded, images and reviews classified, models swapped while they flow. */
public final class StreamsApp {

    private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);

    private StreamsApp() {}

    /** Runs until SIGTERM (exit code 0), or until a client can't go on (1); 2 for settings that can't be used. */
    public static void main(String[] arguments) {
        StreamsAppConfig config;
        try {
            config = StreamsAppConfig.from(System.getenv());
        } catch (InvalidSettingsException e) {
            log.error("{}", e.getMessage());
            Runtime.getRuntime().halt(2);
            return;
        }
        CompletableFuture<Void> stop = ShutdownSignal.forThisThread();
        Optional<Throwable> failure = run(config, stop);
        failure.ifPresent(problem -> {
            log.error("Streams app ends", problem);
            Runtime.getRuntime().halt(1);
        });
    }

    /** Runs until {@code stop} completes, or a client fails; returns that failure. */
    static Optional<Throwable> run(StreamsAppConfig config, CompletableFuture<Void> stop) {
        PrometheusMeterRegistry meters = ProcessMeters.open();
        try (SchemaRegistry registry = config.connection().openRegistry();
                Admin admin = Admin.create(config.connection().properties())) {
            if (config.createTopics()) {
                createTopics(admin, config);
            }
            Topics topics = Topics.of(config.connection().topicNames(), registry);
            try (RunningApp app = RunningApp.start(config, topics, admin, meters)) {
                Object first = CompletableFuture.anyOf(stop, app.failure()).join();
                return first instanceof Throwable problem ? Optional.of(problem) : Optional.empty();
            }
        }
    }

    private static void createTopics(Admin admin, StreamsAppConfig config) {
        TopicLayout local = TopicLayout.local(config.connection().topicNames());
        TopicLayout layout = new TopicLayout(
                local.names(),
                config.partitions(),
                local.replicationFactor(),
                local.retention(),
                local.labelledRetention(),
                local.maxMessageBytes());
        TopicProvisioning.Report report = TopicProvisioning.createOrCheck(admin, layout);
        log.info("Topics checked: created={} differences={}", report.created(), report.differences());
    }
}
