package dev.millrace.streams.labels;

import dev.millrace.schemas.deadletter.DeadLetterReason;
import io.micrometer.core.instrument.MeterRegistry;

/** Every meter of the label client, named in one place. Thread-safe. */
public final class LabelMetrics {

    private final MeterRegistry meters;

    public LabelMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** An event came with its label. */
    void own(String task) {
        count("millrace.labels.own", task);
    }

    /** A label of its own topic and an event found each other. */
    void joined(String task) {
        count("millrace.labels.joined", task);
    }

    /** A label gave way to a newer one that had come before it. */
    void superseded(String task) {
        count("millrace.labels.superseded", task);
    }

    /** A label's window ended without an event of its id. */
    void unmatched(String task) {
        count("millrace.labels.unmatched", task);
    }

    /** An event can't become an example: it can't be read, or is too large to be sent on. */
    void skipped(String task) {
        count("millrace.labels.events.skipped", task);
    }

    void buried(String task, DeadLetterReason reason) {
        meters.counter("millrace.labels.dead.letters", "task", task, "reason", reason.name())
                .increment();
    }

    private void count(String name, String task) {
        meters.counter(name, "task", task).increment();
    }
}
