package dev.millrace.streams.operations;

import dev.millrace.model.Task;
import dev.millrace.streams.deadletter.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/** Every meter of classifying, tagged with its task. Thread-safe. */
public final class ClassificationMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final InstantSource clock;
    private final Counter predictions;
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Timer latency;

    public ClassificationMeters(MeterRegistry registry, Task task, InstantSource clock) {
        this.registry = registry;
        this.tags = Tags.of("task", task.id());
        this.clock = clock;
        this.predictions = registry.counter("millrace.predictions", tags);
        this.batchSize = DistributionSummary.builder("millrace.batch.size")
                .description("Records a call of the network")
                .tags(tags)
                .register(registry);
        this.batchTime = Timer.builder("millrace.batch.time")
                .description("Time of a call of the network, preprocessing included")
                .tags(tags)
                .register(registry);
        this.latency = Timer.builder("millrace.latency")
                .description("From the event's timestamp to its prediction's hand-over to the producer")
                .tags(tags)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    /** @param eventTimestamp milliseconds since 1970-01-01T00:00Z */
    public void predicted(long eventTimestamp) {
        predictions.increment();
        latency.record(Duration.ofMillis(Math.max(0, clock.millis() - eventTimestamp)));
    }

    public void rejected(DeadLetterReason reason) {
        registry.counter("millrace.dead.letters", tags.and("reason", reason.name()))
                .increment();
    }

    public void batch(int size, long nanoseconds) {
        batchSize.record(size);
        batchTime.record(Duration.ofNanos(nanoseconds));
    }
}
