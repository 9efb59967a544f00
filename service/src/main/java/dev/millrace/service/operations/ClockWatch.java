package dev.millrace.service.operations;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that the machine's clock was set back. A Kafka consumer takes its timeouts from that clock and remembers the latest
 * time it saw. Until the clock reaches that time again, the consumer sends no heartbeats, and a poll blocks until a record
 * arrives. New consumers are not affected. Checks every second on its own thread.
 */
public final class ClockWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Clock synchronization sets a clock back by less than this, and rarely. */
    private static final Duration THRESHOLD = Duration.ofSeconds(2);

    private final InstantSource wallClock;
    private final LongSupplier nanoTime;
    private final Runnable onSetBack;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(ClockWatch::daemon);
    private long lastOffsetMillis;

    /** @param nanoTime a monotonic clock, such as {@code System::nanoTime} */
    ClockWatch(InstantSource wallClock, LongSupplier nanoTime, Runnable onSetBack) {
        this.wallClock = wallClock;
        this.nanoTime = nanoTime;
        this.onSetBack = onSetBack;
        this.lastOffsetMillis = offsetMillis();
    }

    /**
     * Starts checking every second.
     *
     * @param onSetBack called on the watch's thread when the clock was set back by more than two seconds; must not throw
     */
    public static ClockWatch start(Runnable onSetBack) {
        ClockWatch watch = new ClockWatch(InstantSource.system(), System::nanoTime, onSetBack);
        var unused = watch.scheduler.scheduleWithFixedDelay(
                watch::check, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Compares the clocks once. Only one thread may call this. */
    void check() {
        long before = lastOffsetMillis;
        lastOffsetMillis = offsetMillis();
        if (before - lastOffsetMillis > THRESHOLD.toMillis()) {
            log.warn("Machine's clock was set back: by={}", Duration.ofMillis(before - lastOffsetMillis));
            onSetBack.run();
        }
    }

    /** How far the wall clock is offsetMillis of the monotonic one; this changes only when the wall clock is set. */
    private long offsetMillis() {
        return wallClock.millis() - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "clock-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
