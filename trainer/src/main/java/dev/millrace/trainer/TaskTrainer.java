package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.Topics;
import dev.millrace.trainer.election.Election;
import dev.millrace.trainer.election.LeadershipListener;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.examples.SplitKey;
import dev.millrace.trainer.examples.StoredSplitKey;
import dev.millrace.trainer.intake.Intake;
import dev.millrace.trainer.intake.LabelledSource;
import dev.millrace.trainer.runs.RunLoop;
import dev.millrace.trainer.runs.RunMetrics;
import dev.millrace.trainer.runs.RunSettings;
import dev.millrace.trainer.runs.TrainingRunExecutor;
import dev.millrace.trainer.runs.UploadRun;
import dev.millrace.trainer.training.TaskPipeline;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** One task's trainer: takes part in the task's election, and trains while it is the leader. */
final class TaskTrainer<F, T> implements AutoCloseable {

    private final TrainerConfig config;
    private final Topics topics;
    private final LabelledSource<?> source;
    private final TaskPipeline<F, T> pipeline;
    private final Dependencies dependencies;
    private final RunMetrics metrics;
    private final Election election;
    private volatile Optional<LeadershipTerm> term = Optional.empty();

    private TaskTrainer(
            TrainerConfig config,
            Topics topics,
            LabelledSource<?> source,
            TaskPipeline<F, T> pipeline,
            Dependencies dependencies) {
        this.config = config;
        this.topics = topics;
        this.source = source;
        this.pipeline = pipeline;
        this.dependencies = dependencies;
        this.metrics = new RunMetrics(dependencies.meters(), pipeline.task());
        this.election = Election.start(config.connection(), topics.commands(), pipeline.task(), this::beginTerm);
    }

    /**
     * What the trainers of a process share.
     *
     * @param turns a permit for each run that may be in progress at the same time; fair
     */
    record Dependencies(MeterRegistry meters, Semaphore turns, InstantSource clock) {}

    static <F, T> TaskTrainer<F, T> start(
            TrainerConfig config,
            Topics topics,
            LabelledSource<?> source,
            TaskPipeline<F, T> pipeline,
            Dependencies dependencies) {
        return new TaskTrainer<>(config, topics, source, pipeline, dependencies);
    }

    Task task() {
        return pipeline.task();
    }

    /** Whether this trainer is the task's leader. */
    boolean isActive() {
        return term.filter(current -> !current.isOver()).isPresent();
    }

    /** What keeps it from working; empty if nothing. A standby trainer is working. */
    Optional<String> trouble() {
        return ending().or(election::trouble).or(() -> term.flatMap(LeadershipTerm::trouble));
    }

    /** Why it has ended for good; empty while it has not. */
    Optional<String> ending() {
        return election.ended().isDone()
                ? Optional.of("the " + task().id() + " trainer's election has ended")
                : Optional.empty();
    }

    /** Rejoins the election with new clients after the machine's clock was set back. Returns immediately. */
    void rejoin() {
        election.rejoin();
    }

    @Override
    public void close() {
        election.close();
    }

    private LeadershipListener.Term beginTerm() {
        KafkaModelStore models =
                KafkaModelStore.open(config.connection(), topics, task(), config.retention(), dependencies.clock());
        try {
            LeadershipTerm begun = begin(models);
            term = Optional.of(begun);
            return begun;
        } catch (IOException e) {
            models.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            models.close();
            throw e;
        }
    }

    private LeadershipTerm begin(KafkaModelStore models) throws IOException {
        Path directory = config.storeDirectory(task());
        Optional<SplitKey> key = models.splitKey(StoredSplitKey.find(directory));
        ExampleStore store =
                ExampleStore.open(directory, config.settings(task()).store().with(key));
        try {
            Intake intake = Intake.start(config.connection(), task(), source, store, dependencies.meters());
            return new LeadershipTerm(models, store, intake, startRuns(models, store, intake));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private RunLoop startRuns(KafkaModelStore models, ExampleStore store, Intake intake) {
        RunSettings settings = config.settings(task()).runs();
        TrainingRunExecutor<F, T> runner = new TrainingRunExecutor<>(
                pipeline,
                settings,
                store,
                models,
                metrics,
                dependencies.clock(),
                Environment.ofThisProcess(config.threads()));
        return RunLoop.start(
                task(),
                settings.trigger(),
                store,
                new RunLoop.Runs(runner, new UploadRun<>(pipeline, settings, store, models, dependencies.clock())),
                new RunLoop.StartConditions(intake::isCaughtUp, dependencies.turns()));
    }
}
