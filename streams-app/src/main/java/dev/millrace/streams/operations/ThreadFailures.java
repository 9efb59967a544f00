package dev.millrace.streams.operations;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Of what the latest stream thread died, for as long as its successor has yet to show that it lives. Thread-safe. */
final class ThreadFailures {

    private static final Duration PROBATION = Duration.ofSeconds(15);
    private static final int LONGEST_REASON = 300;

    private final LongSupplier nanoTime;
    private volatile Optional<Death> latest = Optional.empty();

    /** @param nanoTime a clock that only runs forward, such as {@code System::nanoTime} */
    ThreadFailures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Death(String reason, long remembered) {}

    /** @param pause before it is replaced */
    void died(Throwable problem, Duration pause) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = cause.toString();
        latest = Optional.of(new Death(
                reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                nanoTime.getAsLong() + pause.plus(PROBATION).toNanos()));
    }

    /** The end of a sentence. */
    Optional<String> latest() {
        return latest.filter(death -> nanoTime.getAsLong() - death.remembered() < 0)
                .map(death -> "; a thread is replaced that ended with " + death.reason());
    }
}
