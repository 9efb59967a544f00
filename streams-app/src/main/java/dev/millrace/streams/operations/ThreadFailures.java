package dev.millrace.streams.operations;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthorizationException;

/** Cause of the latest thread failure, reported until its replacement has been stable for 15 seconds. Thread-safe. */
final class ThreadFailures {

    private static final Duration PROBATION = Duration.ofSeconds(15);
    private static final int LONGEST_REASON = 300;

    private final LongSupplier nanoTime;
    private volatile Optional<Failure> latest = Optional.empty();

    /** @param nanoTime a monotonic clock, such as {@code System::nanoTime} */
    ThreadFailures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Failure(String reason, long reportUntil) {}

    /** @param backoff time until the thread is replaced */
    void record(Throwable problem, Duration backoff) {
        Throwable wrapper = problem;
        Throwable cause = problem;
        while (cause.getCause() != null) {
            wrapper = cause;
            cause = cause.getCause();
        }
        // A broker that denies something does not always say what; Kafka Streams does.
        String reason = cause instanceof AuthorizationException && wrapper != cause
                ? cause + ": " + wrapper.getMessage()
                : cause.toString();
        latest = Optional.of(new Failure(
                reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                nanoTime.getAsLong() + backoff.plus(PROBATION).toNanos()));
    }

    /** The rest of a sentence that names the failed client; empty if there is nothing to report. */
    Optional<String> latest() {
        return latest.filter(failure -> nanoTime.getAsLong() - failure.reportUntil() < 0)
                .map(failure -> "; a thread is replaced that ended with " + failure.reason());
    }
}
