package dev.millrace.streams.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides whether and when a failed stream thread is replaced.
 *
 * <p>Transient failures are retried forever, with a backoff that doubles from 0.1 s to 10 s and starts over after a minute
 * without one. An {@link Error} ends the client immediately. Other failures are retried until too many occur in a time
 * window. Thread-safe.
 */
final class RestartPolicy {

    private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    private static final Duration QUIET_PERIOD = Duration.ofMinutes(1);

    private final int limit;
    private final Duration window;
    private final Predicate<Throwable> isTransient;
    private final Deque<Duration> failures = new ArrayDeque<>();
    private Duration lastRestartAt = Duration.ZERO;
    private int transientFailures;

    /**
     * @param limit maximum replacements in a {@code window} for failures that are not transient
     * @param isTransient whether a failure goes away without a change to this process
     */
    RestartPolicy(int limit, Duration window, Predicate<Throwable> isTransient) {
        this.limit = limit;
        this.window = window;
        this.isTransient = isTransient;
    }

    /**
     * The backoff before the thread is replaced; empty if the client must end.
     *
     * @param now a reading of a monotonic clock
     */
    synchronized Optional<Duration> onFailure(Throwable cause, Duration now) {
        if (isCausedByError(cause)) {
            return Optional.empty();
        }
        if (isTransient.test(cause)) {
            transientFailures = now.minus(lastRestartAt).compareTo(QUIET_PERIOD) > 0 ? 1 : transientFailures + 1;
            Duration backoff = backoff(transientFailures);
            lastRestartAt = now.plus(backoff);
            return Optional.of(backoff);
        }
        while (!failures.isEmpty() && failures.getFirst().compareTo(now.minus(window)) < 0) {
            failures.removeFirst();
        }
        failures.addLast(now);
        return failures.size() > limit ? Optional.empty() : Optional.of(backoff(failures.size()));
    }

    private static Duration backoff(int failureCount) {
        Duration backoff = MIN_BACKOFF.multipliedBy(1L << Math.min(failureCount - 1, 20));
        return backoff.compareTo(MAX_BACKOFF) < 0 ? backoff : MAX_BACKOFF;
    }

    private static boolean isCausedByError(Throwable problem) {
        for (Throwable current = problem; current != null; current = current.getCause()) {
            if (current instanceof Error) {
                return true;
            }
        }
        return false;
    }
}
