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
 * Probes the registry until it answers once. Without the probe, a service that has not needed the registry yet would appear
 * ready. After the first answer only real requests count, because schemas already in use are cached.
 */
public final class RegistryWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryWatch.class);

    private final SchemaRegistry registry;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(RegistryWatch::daemon);

    private RegistryWatch(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Starts probing every {@code interval}. The caller keeps ownership of {@code registry}. */
    public static RegistryWatch start(SchemaRegistry registry, Duration interval) {
        RegistryWatch watch = new RegistryWatch(registry);
        var unused =
                watch.scheduler.scheduleWithFixedDelay(watch::probe, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Why the registry could not answer the latest request, from this probe or from the service; empty if it answered. */
    public Optional<String> problem() {
        return registry.problem();
    }

    /** Catches every exception, because one that escaped would stop the schedule. */
    private void probe() {
        try {
            if (registry.answers()) {
                log.info("Registry answers");
                scheduler.shutdown();
            }
        } catch (RuntimeException e) {
            log.warn("Registry probe failed", e);
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
