package dev.millrace.streams.classification;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.deadletter.DeadLetter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The meters of one task's classification. Thread-safe. */
public final class ClassificationMetrics {

    private final MeterRegistry meters;
    private final String task;
    private final Counter predictions;
    private final Counter direct;
    private final Counter recomputed;
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Timer takeover;
    private final Timer latency;
    private final Timer commitLatency;

    /** Registers the task's meters. */
    public ClassificationMetrics(MeterRegistry meters, Task task) {
        this.meters = meters;
        this.task = task.id();
        this.predictions = counter("millrace.predictions", "Predictions forwarded");
        this.direct = counter(
                "millrace.lookahead.direct",
                "Records that the look-ahead had not seen in a poll; more than a few mean that batching does not work");
        this.recomputed = counter(
                "millrace.lookahead.recomputed",
                "Records classified again because their result came from a replaced model");
        this.batchSize = DistributionSummary.builder("millrace.batch.size")
                .description("Inputs per inference call")
                .tag("task", task.id())
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.batchTime = Timer.builder("millrace.batch.time")
                .description("Time of one inference call, including decoding")
                .tag("task", task.id())
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.takeover = Timer.builder("millrace.swap.takeover")
                .description(
                        "Time for a stream thread to close the old model's classifier and open one of the serving model")
                .tag("task", task.id())
                .register(meters);
        this.latency = latency("millrace.latency", "Time from a record's timestamp until its prediction is forwarded");
        this.commitLatency = latency(
                "millrace.commit.latency",
                "Time from a record's timestamp until its prediction is committed, or acknowledged under at-least-once");
    }

    private Timer latency(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag("task", task)
                .publishPercentiles(0.5, 0.99)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(5))
                .register(meters);
    }

    /** For each prediction, the time until it can be read. */
    public Timer commitLatency() {
        return commitLatency;
    }

    /** @param recordLatency latency of the prediction; not recorded if negative because the record is from the future */
    void predicted(Duration recordLatency) {
        predictions.increment();
        if (!recordLatency.isNegative()) {
            latency.record(recordLatency);
        }
    }

    /** A record went to the dead letters. */
    void deadLettered(DeadLetter deadLetter) {
        Counter.builder("millrace.dead.letters")
                .description("Records sent to the dead letters")
                .tags(
                        "task",
                        task,
                        "stage",
                        deadLetter.step().id(),
                        "reason",
                        deadLetter.reason().name())
                .register(meters)
                .increment();
    }

    /** A listener for one stream thread, which must be the only one to use it. */
    BatchListener newThreadListener() {
        return new BatchListener() {
            private long batchStartedAt;
            private long takeoverStartedAt;

            @Override
            public void batchStarts() {
                batchStartedAt = System.nanoTime();
            }

            @Override
            public void batchEnds(int size) {
                batchTime.record(Duration.ofNanos(System.nanoTime() - batchStartedAt));
                batchSize.record(size);
            }

            @Override
            public void takeoverStarts() {
                takeoverStartedAt = System.nanoTime();
            }

            @Override
            public void takeoverEnds() {
                takeover.record(Duration.ofNanos(System.nanoTime() - takeoverStartedAt));
            }

            @Override
            public void direct() {
                direct.increment();
            }

            @Override
            public void recomputed() {
                recomputed.increment();
            }
        };
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tag("task", task).register(meters);
    }
}
