package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Undecodable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * The processor time that one image may take its thread. Owned by that thread.
 *
 * <p>It is not the time of a clock, so no image is refused because the machine is busy or the process was suspended.
 */
final class DecodingTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean IS_MEASURED = THREADS.isCurrentThreadCpuTimeSupported();

    private final Duration limit;
    private final long started = now();

    private DecodingTime(Duration limit) {
        this.limit = limit;
    }

    /** Starts now, on this thread. */
    static DecodingTime starting(Duration limit) {
        return new DecodingTime(limit);
    }

    boolean isOver() {
        return now() - started > limit.toNanos();
    }

    /** @throws DecodingTimeoutException once it is over */
    void requireSome() {
        if (isOver()) {
            throw new DecodingTimeoutException();
        }
    }

    Undecodable undecodable() {
        return new Undecodable(
                Rejection.DECODING_TIMEOUT,
                "required at most " + limit.toMillis() + " ms of processor time for decoding, got more");
    }

    private static long now() {
        return IS_MEASURED ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
