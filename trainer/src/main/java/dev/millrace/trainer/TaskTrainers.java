package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.access.AccessRules;
import dev.millrace.service.operations.AccessWatch;
import dev.millrace.service.operations.ClockWatch;
import dev.millrace.service.operations.Health;
import dev.millrace.service.operations.LagMetrics;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.trainer.intake.Intake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trainers of one process, and their health. One thread at a time may change them; any may ask for the health. */
final class TaskTrainers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TaskTrainers.class);
    private static final Duration LAG_INTERVAL = Duration.ofSeconds(5);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);

    private final KafkaConnection connection;
    private final Starter starter;
    private final MeterRegistry meters;
    private final Admin admin;
    private final ConcurrentMap<String, Running> trainers = new ConcurrentSkipListMap<>();
    private final ClockWatch clock;
    private volatile AccessWatch access;

    private TaskTrainers(TrainerConfig config, Starter starter, MeterRegistry meters) {
        this.connection = config.connection();
        this.starter = starter;
        this.meters = meters;
        this.admin = connection.openAdmin();
        this.access = watch(config.tasks());
        this.clock = ClockWatch.start(
                () -> trainers.values().forEach(each -> each.trainer().rejoin()));
    }

    /** Starts the trainer of one task. */
    @FunctionalInterface
    interface Starter {
        TaskTrainer<?, ?> start(TaskConfig task, TrainerConfig config);
    }

    /** @param group of the intake */
    private record Running(TaskTrainer<?, ?> trainer, LagMetrics lag, String group) {}

    static TaskTrainers start(TrainerConfig config, Starter starter, MeterRegistry meters) {
        TaskTrainers trainers = new TaskTrainers(config, starter, meters);
        try {
            config.tasks().forEach(task -> trainers.add(task, config));
            return trainers;
        } catch (RuntimeException e) {
            trainers.close();
            throw e;
        }
    }

    /**
     * Closes the trainers of tasks that {@code config} lacks, and starts those that are new in it. Leaves the others alone.
     * After a failure, call it again.
     */
    void change(TrainerConfig config) {
        Set<String> before = Set.copyOf(trainers.keySet());
        List<String> wanted = config.tasks().stream().map(TaskConfig::id).toList();
        for (String id : before) {
            if (!wanted.contains(id)) {
                log.info("Task is removed: task={}", id);
                Optional.ofNullable(trainers.remove(id)).ifPresent(this::close);
            }
        }
        for (TaskConfig task : config.tasks()) {
            if (!trainers.containsKey(task.id())) {
                add(task, config);
                log.info("Task is added: task={}", task.id());
            }
        }
        if (!before.equals(config.ids())) {
            access.close();
            access = watch(config.tasks());
        }
    }

    private void add(TaskConfig config, TrainerConfig of) {
        TaskTrainer<?, ?> trainer = starter.start(config, of);
        Task task = trainer.task();
        String group = Intake.groupOf(connection, task);
        trainers.put(
                task.id(),
                new Running(
                        trainer,
                        LagMetrics.start(
                                admin,
                                group,
                                LagMetrics.Assignment.wholeTopic(admin, config.labelled(), trainer::isActive),
                                meters,
                                LAG_INTERVAL),
                        group));
        Gauge.builder("millrace.trainer.active", trainer, each -> each.isActive() ? 1 : 0)
                .description("1 for the leader of the task, 0 for a standby")
                .tags("task", task.id())
                .register(meters);
    }

    private void close(Running running) {
        running.lag().close();
        running.trainer().close();
        String id = running.trainer().task().id();
        meters.getMeters().stream()
                .filter(meter -> id.equals(meter.getId().getTag("task"))
                        || running.group().equals(meter.getId().getTag("group")))
                .toList()
                .forEach(meters::remove);
    }

    private AccessWatch watch(List<TaskConfig> tasks) {
        return AccessWatch.start(
                admin, new AccessRules(connection.clientNames()).trainer(tasks), Set.of(), WATCH_INTERVAL);
    }

    /** Healthy while every election continues. */
    Health liveness() {
        return new Health(trainers.values().stream()
                .flatMap(each -> each.trainer().ending().stream())
                .toList());
    }

    /**
     * Healthy while nothing keeps a trainer from working. A standby trainer is ready.
     *
     * @param notes of the process
     */
    Health readiness(List<String> notes) {
        Stream<String> ofTrainers = trainers.values().stream().flatMap(each -> each.trainer().trouble().stream());
        return new Health(
                Stream.concat(access.problems().stream(), ofTrainers).toList(),
                Stream.concat(notes.stream(), access.notes().stream()).toList());
    }

    /** Readiness of one task; empty if this process does not train it. */
    Optional<Health> readiness(String task) {
        return Optional.ofNullable(trainers.get(task))
                .map(each -> new Health(each.trainer().trouble().stream().toList()));
    }

    @Override
    public void close() {
        clock.close();
        access.close();
        trainers.values().forEach(this::close);
        admin.close();
    }
}
