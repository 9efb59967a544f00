package dev.millrace.drills.environment;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/** What is sent to the input topics of a scenario. Not thread-safe. */
public final class Loads {

    private final Cluster cluster;
    private final DrillSize size;
    private final Audits audits;
    private final Map<Task, LongFunction<Input>> inputs = new HashMap<>();
    private final Map<Task, Load> running = new HashMap<>();
    private Optional<LateLabels> late = Optional.empty();

    Loads(Cluster cluster, DrillSize size, Audits audits) {
        this.cluster = cluster;
        this.size = size;
        this.audits = audits;
        Topics topics = cluster.topics();
        inputs.put(DefaultTasks.IMAGE, plain(DefaultTasks.IMAGE, topics.images(), DrillRecords::image));
        inputs.put(DefaultTasks.REVIEW, plain(DefaultTasks.REVIEW, topics.reviews(), DrillRecords::review));
    }

    private static <V> LongFunction<Input> plain(Task task, Topic<String, V> topic, LongFunction<V> value) {
        return number -> Input.good(
                DrillInputs.id(task, number).getBytes(StandardCharsets.UTF_8),
                topic.valueSerde().serializer().serialize(topic.name(), value.apply(number)));
    }

    /** The inputs of a task, by number from 0. */
    public LongFunction<Input> inputs(Task task) {
        return Objects.requireNonNull(inputs.get(task));
    }

    /** Replaces a task's inputs; call it before they are sent. */
    public void feed(Task task, LongFunction<Input> source) {
        inputs.put(task, source);
    }

    /** From now on the labels of images follow some time after their image, on the topic of late labels. */
    public void delayLabels(Duration delay) {
        late = Optional.of(LateLabels.start(cluster, delay, audits.labels()));
    }

    private void acknowledged(RecordCoordinates coordinates, Input input) {
        audits.records().sent(coordinates, input.expected());
        input.label()
                .ifPresent(label -> late.ifPresentOrElse(
                        sender -> sender.follow(coordinates, input, label),
                        () -> audits.labels().expect(coordinates, label)));
    }

    /** Divides the records among these tasks; continues until {@link #end}. */
    void start(List<Task> tasks) {
        long each = size.records() / tasks.size();
        double rate = size.perSecond() / tasks.size();
        Topics topics = cluster.topics();
        for (Task task : tasks) {
            String topic = task.type() == TaskType.IMAGE
                    ? topics.images().name()
                    : topics.reviews().name();
            running.put(task, Load.start(cluster, topic, each, rate, inputs(task), this::acknowledged));
        }
    }

    /** Number of inputs that the broker acknowledged. Throws the failure if sending has failed. */
    long acknowledged() {
        running.values().stream().filter(Load::hasFailed).forEach(Load::end);
        return running.values().stream().mapToLong(Load::acknowledged).sum();
    }

    /** Number of inputs of a task that the broker acknowledged. */
    public long acknowledged(Task task) {
        return Objects.requireNonNull(running.get(task)).acknowledged();
    }

    /** Waits until the minimum has been sent, and stops. */
    public void end() {
        running.values().forEach(Load::end);
        late.ifPresent(LateLabels::end);
    }
}
