package dev.millrace.trainer;

import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.text.TextLimits;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.SettingsWatch;
import dev.millrace.service.ShutdownSignal;
import dev.millrace.service.StartUp;
import dev.millrace.service.operations.OperationsServer;
import dev.millrace.service.operations.ProcessHealth;
import dev.millrace.service.operations.ProcessMeters;
import dev.millrace.service.operations.RegistryWatch;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.trainer.intake.LabelledSources;
import dev.millrace.trainer.training.ImagePipeline;
import dev.millrace.trainer.training.ReviewPipeline;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serdes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refits the models on the labelled data that accumulates in the labelled topics, and publishes those that pass the
 * gate.
 */
public final class Trainer {

    private static final Logger log = LoggerFactory.getLogger(Trainer.class);

    /** Short, so that a trainer that waits for the registry still stops on request. Callers retry. */
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(5);

    private static final Duration REGISTRY_INTERVAL = Duration.ofSeconds(2);
    private static final Duration SETTINGS_INTERVAL = Duration.ofSeconds(1);

    private Trainer() {}

    /**
     * Runs until SIGTERM, then ends with exit code 0. Ends with exit code 2 if settings are invalid; see
     * {@link TrainerConfig}.
     */
    public static void main(String[] args) {
        try {
            run(System.getenv(), ShutdownSignal.forThisThread());
        } catch (InvalidSettingsException e) {
            log.error("{}", e.getMessage());
            Runtime.getRuntime().halt(2);
        } catch (ConfigException e) {
            log.error("A property of Kafka's clients can't be used: {}", e.getMessage());
            Runtime.getRuntime().halt(2);
        }
    }

    /**
     * Runs until {@code stop} completes. Waits for Kafka if necessary. Meanwhile it adds and removes the tasks that its
     * settings file adds and removes.
     *
     * @throws InvalidSettingsException when the settings in {@code environment} cannot be used, or contradict what a task's
     *     example store was made with
     */
    public static void run(Map<String, String> environment, CompletableFuture<Void> stop) {
        SettingsWatch changes = SettingsWatch.of(environment);
        TrainerConfig config = TrainerConfig.from(environment);
        config.rejectOtherShares();
        PrometheusMeterRegistry meters = ProcessMeters.open();
        StartUp startUp = new StartUp(stop);
        try (SchemaRegistry registry = config.connection().openRegistry(REGISTRY_PATIENCE);
                RegistryWatch watch = RegistryWatch.start(registry, REGISTRY_INTERVAL)) {
            ProcessHealth health = new ProcessHealth(List.of(startUp::problem, watch::problem));
            try (OperationsServer operations =
                            OperationsServer.start(config.operationsHost(), config.operationsPort(), meters, health);
                    TaskTrainers trainers =
                            startUp.untilDone("the trainers can't be started", () -> start(config, registry, meters));
                    SettingsWatch settings = changes) {
                health.runs(trainers::liveness, () -> trainers.readiness(settings.notes()), trainers::readiness);
                settings.start(SETTINGS_INTERVAL, new TrainerReload(environment, trainers, config));
                log.info("Trainer started: tasks={} {} port={}", config.ids(), config.connection(), operations.port());
                stop.join();
                registry.stopWaiting();
                log.info("Trainer stops");
            }
        } catch (CancellationException e) {
            log.info("Trainer was stopped while it started");
        }
    }

    private static TaskTrainers start(TrainerConfig config, SchemaRegistry registry, PrometheusMeterRegistry meters) {
        Topics topics = Topics.of(config.connection().topicNames(), registry);
        TaskTrainer.Dependencies dependencies = new TaskTrainer.Dependencies(
                meters, new Semaphore(config.concurrentRuns(), true), InstantSource.system());
        return TaskTrainers.start(
                config, (task, current) -> start(task, current, registry, topics, dependencies), meters);
    }

    private static TaskTrainer<?, ?> start(
            TaskConfig task,
            TrainerConfig config,
            SchemaRegistry registry,
            Topics topics,
            TaskTrainer.Dependencies dependencies) {
        NetworkSettings network = config.settings(task.task()).network();
        if (network instanceof NetworkSettings.OfImages images) {
            ImageLimits limits = images.limits();
            Topic<String, LabelledImage> labelled =
                    new Topic<>(task.labelled(), Serdes.String(), registry.of(LabelledImage.class));
            return TaskTrainer.start(
                    config,
                    topics,
                    LabelledSources.images(labelled, limits, images.shape().input()),
                    new ImagePipeline(task.task(), images.shape(), images.augmentation(), limits, config.threads()),
                    dependencies);
        }
        NetworkSettings.OfTexts texts = (NetworkSettings.OfTexts) network;
        TextLimits limits = TextLimits.standard();
        Topic<String, LabelledReview> labelled =
                new Topic<>(task.labelled(), Serdes.String(), registry.of(LabelledReview.class));
        return TaskTrainer.start(
                config,
                topics,
                LabelledSources.reviews(labelled, limits),
                new ReviewPipeline(
                        task.task(), texts.shape(), texts.tokenizer(), texts.augmentation(), limits, config.threads()),
                dependencies);
    }
}
