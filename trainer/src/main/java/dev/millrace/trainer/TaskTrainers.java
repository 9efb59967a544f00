package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.operations.ClockWatch;
import dev.millrace.service.operations.Health;
import dev.millrace.service.operations.LagMetrics;
import dev.millrace.service.operations.TopicWatch;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.trainer.intake.Intake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** The trainers of one process, and their health. */
final class TaskTrainers implements AutoCloseable {

    private static final Duration LAG_INTERVAL = Duration.ofSeconds(5);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);

    private final Admin admin;
    private final List<TaskTrainer<?, ?>> trainers = new CopyOnWriteArrayList<>();
    private final List<LagMetrics> lags = new ArrayList<>();
    private final TopicWatch topics;
    private final ClockWatch clock;

    private TaskTrainers(Admin admin, TopicWatch topics) {
        this.admin = admin;
        this.topics = topics;
        this.clock = ClockWatch.start(() -> trainers.forEach(TaskTrainer::rejoin));
    }

    static TaskTrainers start(
            KafkaConnection connection,
            List<TaskConfig> tasks,
            Function<TaskConfig, TaskTrainer<?, ?>> starter,
            MeterRegistry meters) {
        Admin admin = connection.openAdmin();
        TaskTrainers trainers = new TaskTrainers(admin, watch(admin, connection, tasks));
        try {
            tasks.forEach(task -> trainers.add(connection, task, starter.apply(task), meters));
            return trainers;
        } catch (RuntimeException e) {
            trainers.close();
            throw e;
        }
    }

    private void add(KafkaConnection connection, TaskConfig config, TaskTrainer<?, ?> trainer, MeterRegistry meters) {
        Task task = trainer.task();
        trainers.add(trainer);
        lags.add(LagMetrics.start(
                admin,
                Intake.groupOf(connection, task),
                LagMetrics.Assignment.wholeTopic(admin, config.labelled(), trainer::isActive),
                meters,
                LAG_INTERVAL));
        Gauge.builder("millrace.trainer.active", trainer, each -> each.isActive() ? 1 : 0)
                .description("1 for the leader of the task, 0 for a standby")
                .tags("task", task.id())
                .register(meters);
    }

    private static TopicWatch watch(Admin admin, KafkaConnection connection, List<TaskConfig> tasks) {
        TopicNames names = connection.topicNames();
        Set<String> read = new HashSet<>(Set.of(
                names.commands(), names.models(), names.modelAliases(), names.trainingRuns(), names.labelApprovals()));
        tasks.forEach(task -> read.add(task.labelled()));
        Set<String> written = Set.of(names.models(), names.modelAliases(), names.trainingRuns());
        return TopicWatch.start(admin, read, written, WATCH_INTERVAL);
    }

    /** Healthy while every election continues. */
    Health liveness() {
        return new Health(trainers.stream()
                .map(TaskTrainer::ending)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Healthy while nothing keeps a trainer from working. A standby trainer is ready. */
    Health readiness() {
        Stream<String> ofTrainers = trainers.stream().map(TaskTrainer::trouble).flatMap(Optional::stream);
        return new Health(Stream.concat(topics.problems().stream(), ofTrainers).toList());
    }

    /** Readiness of each task, by its name. */
    Map<String, Supplier<Health>> tasks() {
        return trainers.stream()
                .collect(Collectors.toMap(
                        trainer -> trainer.task().id(),
                        trainer -> () -> new Health(trainer.trouble().stream().toList())));
    }

    @Override
    public void close() {
        clock.close();
        topics.close();
        lags.forEach(LagMetrics::close);
        trainers.forEach(TaskTrainer::close);
        admin.close();
    }
}
