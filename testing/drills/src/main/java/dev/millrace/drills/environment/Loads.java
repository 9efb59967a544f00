package dev.millrace.drills.environment;

import dev.millrace.drills.audit.ScenarioAudit;
import dev.millrace.drills.model.DrillInputs;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/** What is sent to the input topics of a scenario. Not thread-safe. */
public final class Loads {

    private final KafkaConnection connection;
    private final Topics topics;
    private final DrillSize size;
    private final ScenarioAudit audit;
    private final Map<Task, LongFunction<Input>> inputs = new HashMap<>();
    private final Map<Task, Load> running = new HashMap<>();

    Loads(KafkaConnection connection, Topics topics, DrillSize size, ScenarioAudit audit) {
        this.connection = connection;
        this.topics = topics;
        this.size = size;
        this.audit = audit;
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

    /** Divides the records among these tasks; continues until {@link #end}. */
    void start(List<Task> tasks) {
        long each = size.records() / tasks.size();
        double rate = size.perSecond() / tasks.size();
        for (Task task : tasks) {
            String topic = task.type() == TaskType.IMAGE
                    ? topics.images().name()
                    : topics.reviews().name();
            running.put(task, Load.start(connection, topic, each, rate, inputs(task), audit));
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
    }
}
