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
 * Tells when the machine's clock was set back. Kafka's consumers take their timeouts from it, and remember the latest time
 * they saw: until the clock is there again they send no heartbeats and wait in a poll for as long as nothing comes. New ones
 * don't know of it. Looks each second, on a thread of its own.
 */
public final class ClockWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Clocks that are kept in step are set back by less, and seldom. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    private final InstantSource wallClock;
    private final LongSupplier nanoTime;
    private final Runnable onSetBack;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(ClockWatch::daemon);
    private long aheadMillis;

    /** @param nanoTime a clock that only runs forward, such as {@code System::nanoTime} */
    ClockWatch(InstantSource wallClock, LongSupplier nanoTime, Runnable onSetBack) {
        this.wallClock = wallClock;
        this.nanoTime = nanoTime;
        this.onSetBack = onSetBack;
        this.aheadMillis = ahead();
    }

    /** @param onSetBack called on the watch's thread; must not fail */
    public static ClockWatch start(Runnable onSetBack) {
        ClockWatch watch = new ClockWatch(InstantSource.system(), System::nanoTime, onSetBack);
        var unused = watch.scheduler.scheduleWithFixedDelay(
                watch::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** To be called by one thread. */
    void look() {
        long before = aheadMillis;
        aheadMillis = ahead();
        if (before - aheadMillis > LEAST.toMillis()) {
            log.warn("Clock was set back: by={}", Duration.ofMillis(before - aheadMillis));
            onSetBack.run();
        }
    }

    /** How far the wall clock is ahead of the steady one; it only changes when the wall clock is set. */
    private long ahead() {
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
