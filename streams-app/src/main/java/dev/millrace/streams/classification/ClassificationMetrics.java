package dev.millrace.streams.classification;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.deadletter.DeadLetter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Every meter of one task's classification, named in one place. Thread-safe. */
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

    public ClassificationMetrics(MeterRegistry meters, Task task) {
        this.meters = meters;
        this.task = task.id();
        this.predictions = counter("millrace.predictions", "Predictions forwarded");
        this.direct = counter(
                "millrace.lookahead.direct",
                "Records that no poll had announced: more than a few mean that batching is off");
        this.recomputed =
                counter("millrace.lookahead.recomputed", "Verdicts made again since another model had made them");
        this.batchSize = DistributionSummary.builder("millrace.batch.size")
                .description("Inputs a call of the network")
                .tag("task", task.id())
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.batchTime = Timer.builder("millrace.batch.time")
                .description("One call of the network, decoding included")
                .tag("task", task.id())
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.takeover = Timer.builder("millrace.swap.takeover")
                .description(
                        "A stream thread gives the old model's classifier back and opens one of the model that serves")
                .tag("task", task.id())
                .register(meters);
        this.latency = Timer.builder("millrace.latency")
                .description("From a record's timestamp to its prediction being forwarded")
                .tag("task", task.id())
                .publishPercentiles(0.5, 0.99)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(5))
                .register(meters);
    }

    void predicted(Duration afterItsTimestamp) {
        predictions.increment();
        if (!afterItsTimestamp.isNegative()) {
            latency.record(afterItsTimestamp);
        }
    }

    void buried(DeadLetter letter) {
        Counter.builder("millrace.dead.letters")
                .description("Records forwarded to the dead letters")
                .tags(
                        "task",
                        task,
                        "stage",
                        letter.step().id(),
                        "reason",
                        letter.reason().name())
                .register(meters)
                .increment();
    }

    /** Counts the batches of one thread. */
    BatchListener ofOneThread() {
        return new BatchListener() {
            private long started;
            private long takeoverStarted;

            @Override
            public void batchStarts() {
                started = System.nanoTime();
            }

            @Override
            public void batchEnds(int size) {
                batchTime.record(Duration.ofNanos(System.nanoTime() - started));
                batchSize.record(size);
            }

            @Override
            public void takeoverStarts() {
                takeoverStarted = System.nanoTime();
            }

            @Override
            public void takeoverEnds() {
                takeover.record(Duration.ofNanos(System.nanoTime() - takeoverStarted));
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
