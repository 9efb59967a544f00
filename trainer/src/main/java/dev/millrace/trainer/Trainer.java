package dev.millrace.trainer;

import dev.millrace.model.Task;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.text.TextLimits;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topics;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.ShutdownSignal;
import dev.millrace.service.operations.OperationsServer;
import dev.millrace.service.operations.ProcessMeters;
import dev.millrace.trainer.intake.LabelledSources;
import dev.millrace.trainer.training.ImageRecipe;
import dev.millrace.trainer.training.ReviewRecipe;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps refitting the models on what the labelled topics have accumulated, and publishes those that pass the gate. */
public final class Trainer {

    private static final Logger log = LoggerFactory.getLogger(Trainer.class);

    /** Short, so that a trainer that waits for the registry still stops when asked to; whoever waits asks again. */
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(5);

    private Trainer() {}

    /** Runs until SIGTERM; settings come from the environment, see {@link TrainerConfig}. */
    public static void main(String[] args) {
        CompletableFuture<Void> stop = ShutdownSignal.forThisThread();
        TrainerConfig config = TrainerConfig.from(System.getenv());
        PrometheusMeterRegistry meters = ProcessMeters.open();
        try (SchemaRegistry registry = registry(config.connection());
                TaskTrainers trainers = start(config, registry, meters);
                OperationsServer operations = OperationsServer.start(
                        config.operationsHost(),
                        config.operationsPort(),
                        meters,
                        trainers::liveness,
                        trainers::readiness)) {
            log.info("Trainer started: tasks={} {} port={}", config.tasks(), config.connection(), operations.port());
            stop.join();
            log.info("Trainer stops");
        }
    }

    private static TaskTrainers start(TrainerConfig config, SchemaRegistry registry, PrometheusMeterRegistry meters) {
        Topics topics = Topics.of(config.connection().topicNames(), registry);
        TaskTrainer.Surroundings surroundings = new TaskTrainer.Surroundings(
                meters, new Semaphore(config.concurrentRuns(), true), InstantSource.system());
        return TaskTrainers.start(
                config.connection(),
                config.tasks(),
                task -> task == Task.IMAGE
                        ? images(config, topics, surroundings)
                        : reviews(config, topics, surroundings),
                meters);
    }

    private static TaskTrainer<?, ?> images(
            TrainerConfig config, Topics topics, TaskTrainer.Surroundings surroundings) {
        ImageLimits limits = ImageLimits.standard();
        return TaskTrainer.start(
                config,
                topics,
                LabelledSources.images(
                        topics.labelledImages(),
                        limits,
                        config.imageArchitecture().side()),
                new ImageRecipe(config.imageArchitecture(), config.augmentation(), limits, config.threads()),
                surroundings);
    }

    private static TaskTrainer<?, ?> reviews(
            TrainerConfig config, Topics topics, TaskTrainer.Surroundings surroundings) {
        TextLimits limits = TextLimits.standard();
        return TaskTrainer.start(
                config,
                topics,
                LabelledSources.reviews(topics.labelledReviews(), limits),
                new ReviewRecipe(config.textArchitecture(), config.wordDropout(), limits, config.threads()),
                surroundings);
    }

    private static SchemaRegistry registry(KafkaConnection connection) {
        return SchemaRegistry.connect(
                connection.registryUrl(),
                connection.registryProperties(),
                connection.autoRegisterSchemas(),
                REGISTRY_PATIENCE);
    }
}
