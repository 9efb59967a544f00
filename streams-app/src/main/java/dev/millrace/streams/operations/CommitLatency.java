package dev.millrace.streams.operations;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long a record takes until what was made of it can be read: from its own timestamp until the transaction is committed, or, at
 * least once, until the broker has acknowledged it. Thread-safe.
 *
 * @param topic of what is made; its records carry the timestamps of those that they answer
 */
public record CommitLatency(String topic, Timer timer, InstantSource clock) {

    /** Leaves out records from the future, whose producer's clock is ahead. */
    void committed(long timestamp) {
        long millis = clock.millis() - timestamp;
        if (millis >= 0) {
            timer.record(Duration.ofMillis(millis));
        }
    }
}
