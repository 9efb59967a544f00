package dev.millrace.drills.fault;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock plus a shift. {@link ClockAgent} makes a process read this clock instead. Thread-safe. */
public final class ShiftedClock {

    private static final AtomicLong SHIFT_MILLIS = new AtomicLong();

    private ShiftedClock() {}

    static void shift(long millis) {
        SHIFT_MILLIS.set(millis);
    }

    /** Replaces {@link System#currentTimeMillis}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + SHIFT_MILLIS.get();
    }

    /** Replaces {@link Instant#now}. */
    public static Instant now() {
        return Instant.now().plusMillis(SHIFT_MILLIS.get());
    }

    /** Replaces {@link InstantSource#system}. */
    public static InstantSource system() {
        return ShiftedClock::now;
    }
}
