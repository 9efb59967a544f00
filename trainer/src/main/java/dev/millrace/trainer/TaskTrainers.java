package dev.millrace.trainer;

import dev.millrace.model.Task;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.operations.Health;
import dev.millrace.service.operations.LagMetrics;
import dev.millrace.trainer.intake.Intake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/** The trainers of one process, and what an operator may ask of them. */
final class TaskTrainers implements AutoCloseable {

    private static final Duration LAG_INTERVAL = Duration.ofSeconds(5);

    private final Admin admin;
    private final List<TaskTrainer<?, ?>> trainers = new ArrayList<>();
    private final List<LagMetrics> lags = new ArrayList<>();

    private TaskTrainers(Admin admin) {
        this.admin = admin;
    }

    static TaskTrainers start(
            KafkaConnection connection,
            List<Task> tasks,
            Function<Task, TaskTrainer<?, ?>> starter,
            MeterRegistry meters) {
        TaskTrainers trainers = new TaskTrainers(Admin.create(connection.properties()));
        for (Task task : tasks) {
            TaskTrainer<?, ?> trainer = starter.apply(task);
            trainers.trainers.add(trainer);
            trainers.lags.add(LagMetrics.start(
                    trainers.admin,
                    Intake.groupOf(connection, task),
                    List.of(labelled(connection, task)),
                    meters,
                    LAG_INTERVAL));
            Gauge.builder("millrace.trainer.active", trainer, each -> each.isActive() ? 1 : 0)
                    .description("1 for the active trainer of the task, 0 for one that waits")
                    .tags("task", task.id())
                    .register(meters);
        }
        return trainers;
    }

    /** Fine while every election goes on. */
    Health liveness() {
        return new Health(trainers.stream()
                .map(TaskTrainer::ending)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Fine while nothing keeps a trainer from its work; one that waits for its turn to be elected is ready. */
    Health readiness() {
        return new Health(trainers.stream()
                .map(TaskTrainer::trouble)
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public void close() {
        lags.forEach(LagMetrics::close);
        trainers.forEach(TaskTrainer::close);
        admin.close();
    }

    private static String labelled(KafkaConnection connection, Task task) {
        return task == Task.IMAGE
                ? connection.topicNames().labelledImages()
                : connection.topicNames().labelledReviews();
    }
}
