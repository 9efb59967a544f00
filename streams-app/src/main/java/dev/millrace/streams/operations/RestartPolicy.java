package dev.millrace.streams.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a stream thread that died is replaced, and after what pause.
 *
 * <p>Pauses grow while deaths follow one another, and start anew once there was none for a minute. What passes by itself is
 * waited for however often it comes. An {@link Error} ends the client at once. Anything else is tried again until it came too
 * often. Thread-safe.
 */
final class RestartPolicy {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final int limit;
    private final Duration within;
    private final Predicate<Throwable> passes;
    private final Deque<Duration> deaths = new ArrayDeque<>();
    private Duration passingAt = Duration.ZERO;
    private int passing;

    /**
     * @param limit threads replaced {@code within} that time at the most
     * @param passes whether a failure passes by itself
     */
    RestartPolicy(int limit, Duration within, Predicate<Throwable> passes) {
        this.limit = limit;
        this.within = within;
        this.passes = passes;
    }

    /**
     * The pause before the thread is replaced; none when the client is to end.
     *
     * @param now since whenever, by a clock that only runs forward
     */
    synchronized Optional<Duration> onDeath(Throwable cause, Duration now) {
        if (isCausedByError(cause)) {
            return Optional.empty();
        }
        if (passes.test(cause)) {
            passing = now.minus(passingAt).compareTo(QUIET) > 0 ? 1 : passing + 1;
            Duration pause = pause(passing);
            passingAt = now.plus(pause);
            return Optional.of(pause);
        }
        while (!deaths.isEmpty() && deaths.getFirst().compareTo(now.minus(within)) < 0) {
            deaths.removeFirst();
        }
        deaths.addLast(now);
        return deaths.size() > limit ? Optional.empty() : Optional.of(pause(deaths.size()));
    }

    private static Duration pause(int death) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(death - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static boolean isCausedByError(Throwable problem) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof Error) {
                return true;
            }
        }
        return false;
    }
}
