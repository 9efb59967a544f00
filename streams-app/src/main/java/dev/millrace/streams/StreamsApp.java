package dev.millrace.streams;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topics;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.SettingsWatch;
import dev.millrace.service.ShutdownSignal;
import dev.millrace.service.StartUp;
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
    private static final Duration SETTINGS_INTERVAL = Duration.ofSeconds(1);

    private StreamsApp() {}

    /** Runs until SIGTERM (exit code 0), or until a client can't go on (1); 2 for settings that can't be used. */
    public static void main(String[] arguments) {
        try {
            run(System.getenv(), ShutdownSignal.forThisThread()).ifPresent(problem -> {
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
     * Runs until {@code stop} completes, or a client fails; returns that failure. Waits for Kafka where it must. Meanwhile it
     * adds and removes the tasks that its settings file adds and removes.
     *
     * @throws InvalidSettingsException when the settings in {@code environment} cannot be used
     */
    public static Optional<Throwable> run(Map<String, String> environment, CompletableFuture<Void> stop) {
        SettingsWatch settings = SettingsWatch.of(environment);
        StreamsAppConfig config = StreamsAppConfig.from(environment);
        PrometheusMeterRegistry meters = ProcessMeters.open();
        StartUp startUp = new StartUp(stop);
        try (SchemaRegistry registry = config.connection().openRegistry(ClientProperties.registryPatience(config));
                RegistryWatch watch = RegistryWatch.start(registry, REGISTRY_INTERVAL)) {
            ProcessHealth health = new ProcessHealth(List.of(startUp::problem, watch::problem));
            try (OperationsServer operations =
                    OperationsServer.start(config.operationsHost(), config.operationsPort(), meters, health)) {
                log.info("Streams app starts: clients={} port={}", config.clients(), operations.port());
                return run(config, new Parts(environment, settings, startUp, registry, meters, health), stop);
            }
        } catch (CancellationException e) {
            log.info("Streams app was stopped while it started");
            return Optional.empty();
        }
    }

    private record Parts(
            Map<String, String> environment,
            SettingsWatch settings,
            StartUp startUp,
            SchemaRegistry registry,
            PrometheusMeterRegistry meters,
            ProcessHealth health) {}

    private static Optional<Throwable> run(StreamsAppConfig config, Parts parts, CompletableFuture<Void> stop) {
        StartUp startUp = parts.startUp();
        Topics topics = Topics.of(config.connection().topicNames(), parts.registry());
        try (Admin admin = startUp.untilDone("Kafka can't be asked", config.connection()::openAdmin)) {
            TaskPreparation preparation = new TaskPreparation(parts.registry(), admin, topics);
            startUp.untilDone("the topics can't be made", () -> preparation.createTopics(config));
            startUp.untilDone(
                    "the schemas of the tasks' records are not known", () -> preparation.requireReadable(config));
            OutputLimits limits =
                    startUp.untilDone("the topics' limits are not known", () -> preparation.limits(config));
            try (RunningApp app = startUp.untilDone(
                            "the clients can't be started",
                            () -> RunningApp.start(config, parts.registry(), limits, admin, parts.meters()));
                    SettingsWatch settings = parts.settings()) {
                parts.health().runs(app::live, () -> app.ready(settings.notes()), app::ready);
                settings.start(SETTINGS_INTERVAL, new TaskReload(parts.environment(), parts.registry(), admin, app));
                Object first = CompletableFuture.anyOf(stop, app.failure()).join();
                parts.registry().stopWaiting();
                app.stop();
                return first instanceof Throwable problem ? Optional.of(problem) : Optional.empty();
            }
        }
    }
}
