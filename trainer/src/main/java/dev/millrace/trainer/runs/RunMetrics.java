package dev.millrace.trainer.runs;

import dev.millrace.model.spec.Task;
import dev.millrace.trainer.training.EpochFigures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** All meters of the runs. */
public final class RunMetrics {

    private final MeterRegistry meters;
    private final Tags tags;
    private final AtomicReference<Double> accuracy = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> loss = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> running = new AtomicReference<>(0.0);

    /** Registers the meters of a task. */
    public RunMetrics(MeterRegistry meters, Task task) {
        this.meters = meters;
        this.tags = Tags.of("task", task.id());
        meters.gauge("millrace.trainer.epoch.accuracy", tags, accuracy, AtomicReference::get);
        meters.gauge("millrace.trainer.epoch.loss", tags, loss, AtomicReference::get);
        meters.gauge("millrace.trainer.running", tags, running, AtomicReference::get);
    }

    void started() {
        running.set(1.0);
    }

    void epochEnded(EpochFigures figures) {
        accuracy.set(figures.validation().accuracy());
        loss.set(figures.validation().loss());
    }

    /** @param end empty for a cancelled run */
    void ended(Optional<RunEnd.Kind> end, Duration duration) {
        running.set(0.0);
        end.ifPresent(kind -> {
            meters.counter("millrace.trainer.runs", tags.and("verdict", kind.name()))
                    .increment();
            meters.timer("millrace.trainer.run.duration", tags).record(duration);
        });
    }
}
