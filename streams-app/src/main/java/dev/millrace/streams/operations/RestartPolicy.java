package dev.millrace.streams.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Whether a stream thread that died is replaced, and after what pause.
 *
 * <p>What passes by itself is waited for however often it comes. An {@link Error} ends the client at once. Anything else is
 * tried again, after longer and longer pauses, until it came too often. Thread-safe.
 */
final class RestartPolicy {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final int limit;
    private final Duration within;
    private final Class<? extends Throwable> passing;
    private final Deque<Instant> deaths = new ArrayDeque<>();

    /**
     * @param limit threads replaced {@code within} that time at the most
     * @param passing the kind of failure that passes by itself
     */
    RestartPolicy(int limit, Duration within, Class<? extends Throwable> passing) {
        this.limit = limit;
        this.within = within;
        this.passing = passing;
    }

    /** The pause before the thread is replaced; none when the client is to end. */
    synchronized Optional<Duration> onDeath(Throwable cause, Instant now) {
        if (isCausedBy(Error.class, cause)) {
            return Optional.empty();
        }
        if (isCausedBy(passing, cause)) {
            return Optional.of(FIRST_PAUSE);
        }
        while (!deaths.isEmpty() && deaths.getFirst().isBefore(now.minus(within))) {
            deaths.removeFirst();
        }
        deaths.addLast(now);
        return deaths.size() > limit ? Optional.empty() : Optional.of(pause(deaths.size()));
    }

    private static Duration pause(int death) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(death - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable problem) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
