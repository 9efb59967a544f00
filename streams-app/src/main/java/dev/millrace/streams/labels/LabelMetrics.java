package dev.millrace.streams.labels;

import dev.millrace.schemas.deadletter.DeadLetterReason;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the label client. Thread-safe. */
public final class LabelMetrics {

    private final MeterRegistry meters;

    /** Meters are registered in {@code meters} when they are first counted. */
    public LabelMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** An event became an example with its own label. */
    void own(String task) {
        count("millrace.labels.own", task);
    }

    /** An event was joined with a label from the label topic. */
    void joined(String task) {
        count("millrace.labels.joined", task);
    }

    /** A label was dropped in favour of a newer one. */
    void superseded(String task) {
        count("millrace.labels.superseded", task);
    }

    /** A label's window ended without an event of its id. */
    void unmatched(String task) {
        count("millrace.labels.unmatched", task);
    }

    /** An event was skipped because it is malformed or too large. */
    void skipped(String task) {
        count("millrace.labels.events.skipped", task);
    }

    /** A stored value was ignored because another version wrote it. */
    void unreadableState(String task) {
        count("millrace.labels.state.unreadable", task);
    }

    /** A label went to the dead letters. */
    void deadLettered(String task, DeadLetterReason reason) {
        meters.counter("millrace.labels.dead.letters", "task", task, "reason", reason.name())
                .increment();
    }

    private void count(String name, String task) {
        meters.counter(name, "task", task).increment();
    }
}
