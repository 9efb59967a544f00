package dev.millrace.drills.fault;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock, and how far it is off: {@link ClockAgent} has a process read this one instead. Thread-safe. */
public final class ShiftedClock {

    private static final AtomicLong SHIFT_MILLIS = new AtomicLong();

    private ShiftedClock() {}

    static void shift(long millis) {
        SHIFT_MILLIS.set(millis);
    }

    /** In {@link System#currentTimeMillis}' stead. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + SHIFT_MILLIS.get();
    }

    /** In {@link Instant#now}'s stead. */
    public static Instant now() {
        return Instant.now().plusMillis(SHIFT_MILLIS.get());
    }

    /** In {@link InstantSource#system}'s stead. */
    public static InstantSource system() {
        return ShiftedClock::now;
    }
}
