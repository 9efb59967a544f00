package dev.millrace.drills.environment;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits by polling. */
final class Waiting {

    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Waiting() {}

    /** Whether the condition holds in time. */
    static boolean happens(Duration patience, BooleanSupplier happened) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    /** @throws IllegalStateException when the condition does not hold in time */
    static void until(Duration patience, String what, BooleanSupplier happened) {
        if (!happens(patience, happened)) {
            throw new IllegalStateException("after " + patience + " it is not so that " + what);
        }
    }

    static void rest(Duration time) {
        var unused = happens(time, () -> false);
    }
}
