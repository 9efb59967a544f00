package dev.millrace.streams;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.ShutdownSignal;
import dev.millrace.service.StartUp;
import dev.millrace.service.input.InputCheck;
import dev.millrace.service.operations.OperationsServer;
import dev.millrace.service.operations.ProcessHealth;
import dev.millrace.service.operations.ProcessMeters;
import dev.millrace.service.operations.RegistryWatch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that classifies: labels forwarded, images and reviews classified, models swapped while they flow. */
public final class StreamsApp {

    private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);

    private static final Duration REGISTRY_INTERVAL = Duration.ofSeconds(2);

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
        try {
            run(config, ShutdownSignal.forThisThread()).ifPresent(problem -> {
                log.error("Streams app ends", problem);
                Runtime.getRuntime().halt(1);
            });
        } catch (InvalidSettingsException e) {
            log.error("{}", e.getMessage());
            Runtime.getRuntime().halt(2);
        } catch (ConfigException e) {
            log.error("A property of Kafka's clients can't be used: {}", e.getMessage());
            Runtime.getRuntime().halt(2);
        }
    }

    /**
     * Runs until {@code stop} completes, or a client fails; returns that failure. Waits for Kafka where it must.
     *
     * @throws InvalidSettingsException when the settings in {@code environment} cannot be used
     */
    public static Optional<Throwable> run(Map<String, String> environment, CompletableFuture<Void> stop) {
        return run(StreamsAppConfig.from(environment), stop);
    }

    private static Optional<Throwable> run(StreamsAppConfig config, CompletableFuture<Void> stop) {
        PrometheusMeterRegistry meters = ProcessMeters.open();
        StartUp startUp = new StartUp(stop);
        try (SchemaRegistry registry = config.connection().openRegistry(ClientProperties.registryPatience(config));
                RegistryWatch watch = RegistryWatch.start(registry, REGISTRY_INTERVAL)) {
            ProcessHealth health = new ProcessHealth(List.of(startUp::problem, watch::problem));
            try (OperationsServer operations =
                    OperationsServer.start(config.operationsHost(), config.operationsPort(), meters, health)) {
                log.info("Streams app starts: clients={} port={}", config.clients(), operations.port());
                return run(config, new Parts(startUp, registry, meters, health), stop);
            }
        } catch (CancellationException e) {
            log.info("Streams app was stopped while it started");
            return Optional.empty();
        }
    }

    private record Parts(
            StartUp startUp, SchemaRegistry registry, PrometheusMeterRegistry meters, ProcessHealth health) {}

    private static Optional<Throwable> run(StreamsAppConfig config, Parts parts, CompletableFuture<Void> stop) {
        StartUp startUp = parts.startUp();
        Topics topics = Topics.of(config.connection().topicNames(), parts.registry());
        try (Admin admin = startUp.untilDone("Kafka can't be asked", config.connection()::openAdmin)) {
            if (config.createTopics()) {
                log.info(
                        "Topics checked: {}",
                        startUp.untilDone("the topics can't be made", () -> createTopics(admin, config)));
            }
            startUp.untilDone("the schemas of the tasks' records are not known", () -> requireReadable(config, parts));
            OutputLimits limits = startUp.untilDone(
                    "the topics' limits are not known", () -> OutputLimits.ask(admin, topics, config));
            try (RunningApp app = startUp.untilDone(
                    "the clients can't be started",
                    () -> RunningApp.start(config, parts.registry(), limits, admin, parts.meters()))) {
                parts.health().runs(app::live, app::ready, app.tasks());
                Object first = CompletableFuture.anyOf(stop, app.failure()).join();
                parts.registry().stopWaiting();
                return first instanceof Throwable problem ? Optional.of(problem) : Optional.empty();
            }
        }
    }

    /** @throws InvalidSettingsException when a task's records have no field that its configuration names or needs */
    private static int requireReadable(StreamsAppConfig config, Parts parts) {
        List<String> problems = config.catalog().tasks().stream()
                .filter(config::carries)
                .flatMap(task -> InputCheck.problems(task, parts.registry()).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return config.catalog().tasks().size();
    }

    private static TopicProvisioning.Report createTopics(Admin admin, StreamsAppConfig config) {
        TopicLayout local = TopicLayout.local(
                config.connection().topicNames(), config.catalog().ownTopics());
        return TopicProvisioning.createOrCheck(
                admin,
                new TopicLayout(
                        local.names(),
                        local.tasks(),
                        config.partitions(),
                        local.replicationFactor(),
                        local.retention(),
                        local.labelledRetention(),
                        local.maxMessageBytes()));
    }
}
