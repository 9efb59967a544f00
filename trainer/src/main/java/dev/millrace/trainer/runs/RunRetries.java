package dev.millrace.trainer.runs;

import dev.millrace.trainer.training.Trigger;
import java.time.Duration;
import java.util.Optional;

/**
 * When a failed run is repeated without new labels or a command: after a pause that doubles with each failure in a row, a
 * limited number of times. Not thread-safe.
 */
final class RunRetries {

    private final Settings settings;
    private int failures;
    private long failedAt;
    private Optional<Trigger> failed = Optional.empty();

    RunRetries(Settings settings) {
        this.settings = settings;
    }

    /**
     * The pauses.
     *
     * @param first pause, greater than zero
     * @param longest pause, at least {@code first}
     * @param limit number of retries in a row, 0 or more; then the next run waits for its own trigger
     */
    record Settings(Duration first, Duration longest, int limit) {

        Settings {
            if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "the first pause must be greater than zero and at most the longest, got " + first + " and "
                                + longest);
            }
            if (limit < 0) {
                throw new IllegalArgumentException("the limit of retries must be 0 or more, got " + limit);
            }
        }

        /** One minute to one hour, ten times: about five hours. */
        static Settings standard() {
            return new Settings(Duration.ofMinutes(1), Duration.ofHours(1), 10);
        }

        private Duration pause(int failures) {
            Duration pause = first;
            for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
                pause = pause.multipliedBy(2);
            }
            return pause.compareTo(longest) < 0 ? pause : longest;
        }
    }

    /**
     * A run has ended.
     *
     * @param isWorthRetrying whether it failed for a reason that may be gone the next time
     * @param now a reading of {@link System#nanoTime}
     */
    void ended(Trigger trigger, boolean isWorthRetrying, long now) {
        failures = isWorthRetrying ? failures + 1 : 0;
        failed = isWorthRetrying && failures <= settings.limit() ? Optional.of(trigger) : Optional.empty();
        failedAt = now;
    }

    /** The trigger of the failed run, if it is time to repeat that run. */
    Optional<Trigger> due(long now) {
        return failed.filter(
                trigger -> now - failedAt >= settings.pause(failures).toNanos());
    }
}
