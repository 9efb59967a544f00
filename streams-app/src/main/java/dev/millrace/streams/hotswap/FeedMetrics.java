package dev.millrace.streams.hotswap;

import dev.millrace.model.spec.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of {@link ModelFeed}. Thread-safe. */
public final class FeedMetrics {

    private final MeterRegistry meters;
    private final Counter failures;
    private final AtomicLong unreadable = new AtomicLong();
    private final Map<Task, AtomicInteger> dangling = new ConcurrentHashMap<>();
    private final Map<Task, AtomicInteger> substitutes = new ConcurrentHashMap<>();

    /** Registers the meters that the tasks share. */
    public FeedMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.failures = Counter.builder("millrace.feed.failures")
                .description("Number of times the model feed failed and restarted")
                .register(meters);
        Gauge.builder("millrace.feed.unreadable", unreadable, AtomicLong::doubleValue)
                .description("Records of the model topics that were skipped because they could not be read")
                .register(meters);
    }

    /** Registers the meters of one more task. */
    void add(Task task) {
        dangling.put(
                task,
                gauge(task, "millrace.alias.dangling", "1 while the version that should serve has no manifest yet"));
        substitutes.put(
                task,
                gauge(task, "millrace.model.substitute", "1 while another version serves than the one that should"));
    }

    /** Forgets a task; the owner of the task removes its meters. */
    void remove(Task task) {
        dangling.remove(task);
        substitutes.remove(task);
    }

    private AtomicInteger gauge(Task task, String name, String description) {
        AtomicInteger gauge = new AtomicInteger();
        Gauge.builder(name, gauge, AtomicInteger::doubleValue)
                .description(description)
                .tag("task", task.id())
                .register(meters);
        return gauge;
    }

    void failed() {
        failures.increment();
    }

    void unreadable(long count) {
        unreadable.set(count);
    }

    void dangling(Task task, boolean isDangling) {
        dangling.computeIfAbsent(task, any -> new AtomicInteger()).set(isDangling ? 1 : 0);
    }

    void substitute(Task task, boolean isSubstitute) {
        substitutes.computeIfAbsent(task, any -> new AtomicInteger()).set(isSubstitute ? 1 : 0);
    }
}
