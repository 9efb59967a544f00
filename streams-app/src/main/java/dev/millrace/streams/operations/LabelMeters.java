package dev.millrace.streams.operations;

import dev.millrace.streams.deadletter.DeadLetterReason;
import io.micrometer.core.instrument.MeterRegistry;

/** Every meter of the label client. Thread-safe. */
public final class LabelMeters {

    private final MeterRegistry registry;

    public LabelMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A label found its record. */
    public void joined(String task) {
        registry.counter("millrace.labels.joined", "task", task).increment();
    }

    /** A label found no record when it came: it is too early, too late, or for an id that never was. */
    public void unmatched(String task) {
        registry.counter("millrace.labels.unmatched", "task", task).increment();
    }

    public void rejected(DeadLetterReason reason) {
        registry.counter("millrace.labels.dead.letters", "reason", reason.name())
                .increment();
    }
}
