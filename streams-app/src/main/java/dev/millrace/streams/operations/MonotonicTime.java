package dev.millrace.streams.operations;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * Starts at the machine's wall-clock time and then advances steadily, even if the machine's clock is set. With the machine's
 * clock, Kafka Streams would not commit for an hour after the clock was set back by an hour, and all buffered labels would
 * expire when it was set forward. Thread-safe.
 */
public final class MonotonicTime implements Time {

    private final Time system = Time.SYSTEM;
    private final LongSupplier nanoTime;
    private final long startMillis;
    private final long startNanos;

    /** Starts at the machine's current time. */
    public MonotonicTime() {
        this(InstantSource.system(), System::nanoTime);
    }

    /** @param nanoTime a monotonic clock, such as {@code System::nanoTime} */
    MonotonicTime(InstantSource wallClock, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startMillis = wallClock.millis();
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public long milliseconds() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public long nanoseconds() {
        return nanoTime.getAsLong();
    }

    @Override
    public void sleep(long milliseconds) {
        system.sleep(milliseconds);
    }

    @Override
    public void waitObject(Object monitor, Supplier<Boolean> condition, long deadline) throws InterruptedException {
        long remaining = deadline - milliseconds();
        system.waitObject(monitor, condition, system.milliseconds() + remaining);
    }
}
