package dev.millrace.trainer.intake;

import dev.millrace.model.spec.Task;
import dev.millrace.trainer.examples.ExampleStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.Optional;

/** All meters of the intake. */
final class IntakeMetrics {

    private final MeterRegistry meters;
    private final Tags tags;

    IntakeMetrics(MeterRegistry meters, Task task) {
        this.meters = meters;
        this.tags = Tags.of("task", task.id());
    }

    void taken(int records) {
        meters.counter("millrace.trainer.records", tags).increment(records);
    }

    /** Labels that did not replace one that is trusted more. */
    void outranked(int labels) {
        meters.counter("millrace.trainer.labels.outranked", tags).increment(labels);
    }

    /** Examples with near-copies in different splits, which no split has. */
    void leftOut(int examples) {
        meters.counter("millrace.trainer.examples.left.out", tags).increment(examples);
    }

    void skipped(Skip reason) {
        meters.counter("millrace.trainer.skipped", tags.and("reason", reason.name()))
                .increment();
    }

    void storeFailed() {
        meters.counter("millrace.trainer.store.failures", tags).increment();
    }

    /** Reports the store's size until {@link #forget}. */
    Gauge watch(ExampleStore store) {
        WeakReference<ExampleStore> watched = new WeakReference<>(store);
        return Gauge.builder("millrace.trainer.examples", () -> size(watched))
                .description("Examples in the store")
                .tags(tags)
                .register(meters);
    }

    void forget(Gauge gauge) {
        meters.remove(gauge);
    }

    private static int size(WeakReference<ExampleStore> store) {
        return Optional.ofNullable(store.get()).map(ExampleStore::size).orElse(0);
    }
}
