package dev.millrace.streams.operations;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The wall clock as it was when the process started, and on from there without a jump, whatever becomes of the machine's
 * clock. By the machine's own, Kafka Streams would commit nothing for an hour after it was set back by one, and all labels
 * that wait would expire when it is set forward. Thread-safe.
 */
public final class MonotonicTime implements Time {

    private final Time system = Time.SYSTEM;
    private final LongSupplier nanoTime;
    private final long startedMillis;
    private final long startedNanos;

    /** Starts now, by the machine's clocks. */
    public MonotonicTime() {
        this(InstantSource.system(), System::nanoTime);
    }

    /** @param nanoTime a clock that only runs forward, such as {@code System::nanoTime} */
    MonotonicTime(InstantSource wallClock, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startedMillis = wallClock.millis();
        this.startedNanos = nanoTime.getAsLong();
    }

    @Override
    public long milliseconds() {
        return startedMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startedNanos);
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
        long left = deadline - milliseconds();
        system.waitObject(monitor, condition, system.milliseconds() + left);
    }
}
