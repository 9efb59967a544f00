package dev.millrace.service.operations;

import dev.millrace.schemas.SchemaRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry whether it answers, until it has done so once: before that a service may have no question to it, and
 * would seem ready. Later on only what is really asked counts, since what was read or written before needs no registry.
 */
public final class RegistryWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryWatch.class);

    private final SchemaRegistry registry;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(RegistryWatch::daemon);

    private RegistryWatch(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Asks each {@code interval}; the registry stays the caller's. */
    public static RegistryWatch start(SchemaRegistry registry, Duration interval) {
        RegistryWatch watch = new RegistryWatch(registry);
        var unused = watch.scheduler.scheduleWithFixedDelay(watch::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** What the registry does not answer, if anything, be it asked from here or by whoever needs it. */
    public Optional<String> problem() {
        return registry.problem();
    }

    /** Whatever goes wrong: an exception that left this method would end the looking for good. */
    private void look() {
        try {
            if (registry.answers()) {
                log.info("Registry answers");
                scheduler.shutdown();
            }
        } catch (RuntimeException e) {
            log.warn("Registry can't be asked", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "registry-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
