package dev.millrace.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the settings file that {@code MILLRACE_CONFIG} names, and has a program apply what has changed while it runs.
 *
 * <p>It reads the file at each interval. A change counts once two readings in a row agree, so that a file is not applied
 * while it is being written. A file with errors is refused whole. Without a settings file it does nothing. The listener is
 * called by one thread; {@link #notes} by any.
 */
public final class SettingsWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);
    private static final String CONFIG = "MILLRACE_CONFIG";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private final Optional<Path> file;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(SettingsWatch::daemon);
    private final Map<String, SettingsFile.Entry> inForce;
    private SettingsFile previous;
    private Optional<SettingsFile> handled = Optional.empty();
    private volatile List<String> notes = List.of();

    private SettingsWatch(Optional<Path> file) {
        this.file = file;
        this.previous = file.map(SettingsFile::read).orElseGet(SettingsFile::none);
        this.inForce = new HashMap<>(previous.entries());
    }

    /** Applies a changed file to the running program. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Reads the settings again and applies what can change while the program runs. It is also called once for the file
         * as it was at the start, and again after a failure.
         *
         * @return beginnings of the names of settings whose changes are applied, or do not concern the program; any other
         *     changed setting is noted as one that takes effect after a restart
         * @throws InvalidSettingsException when the file has errors: then nothing of it is applied
         * @throws KafkaException when Kafka or the registry is missing; the call is repeated
         */
        Set<String> apply();
    }

    /**
     * Remembers the file as it is now, before the program reads its settings.
     *
     * @param environment all variables, such as {@link System#getenv()}
     */
    public static SettingsWatch of(Map<String, String> environment) {
        return new SettingsWatch(Optional.ofNullable(environment.get(CONFIG))
                .filter(path -> !path.isBlank())
                .map(path -> Path.of(path.strip())));
    }

    /** Starts reading the file every {@code interval}. Call it once, when the program runs. */
    public void start(Duration interval, Listener listener) {
        file.ifPresent(path -> {
            var unused = scheduler.scheduleWithFixedDelay(
                    () -> check(path, listener), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** What an operator should know about the file: why it was refused, or what takes effect after a restart. */
    public List<String> notes() {
        return notes;
    }

    /** One reading of the file. */
    void check(Path path, Listener listener) {
        SettingsFile read = SettingsFile.read(path);
        boolean isWritten = read.equals(previous);
        previous = read;
        if (isWritten && !handled.equals(Optional.of(read))) {
            apply(path, read, listener);
        }
    }

    /** Catches everything, because what escaped would stop the schedule. What failed halfway is not what was handled before. */
    private void apply(Path path, SettingsFile read, Listener listener) {
        try {
            Set<String> applied = listener.apply();
            // The listener reads the file itself. If it was written in between, that is handled once two readings
            // agree.
            handled = Optional.of(read).filter(SettingsFile.read(path)::equals);
            note(pending(read, applied));
        } catch (InvalidSettingsException e) {
            handled = Optional.of(read);
            note(List.of("the changed settings file is refused, the process goes on with the earlier settings: "
                    + String.join("; ", e.problems())));
        } catch (KafkaException e) {
            handled = Optional.empty();
            note(List.of("the changed settings file is not applied yet, it is tried again: " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            handled = Optional.empty();
            log.error("The changed settings file could not be applied", e);
            note(List.of("the changed settings file could not be applied, it is tried again: " + e));
        }
    }

    /** The changed settings that are not applied, by place. What is applied is in force from now on. */
    private List<String> pending(SettingsFile read, Set<String> applied) {
        Set<String> names = new TreeSet<>(inForce.keySet());
        names.addAll(read.entries().keySet());
        List<String> pending = new ArrayList<>();
        for (String name : names) {
            Optional<SettingsFile.Entry> before = Optional.ofNullable(inForce.get(name));
            Optional<SettingsFile.Entry> now =
                    Optional.ofNullable(read.entries().get(name));
            if (applied.stream().anyMatch(name::startsWith)) {
                now.ifPresentOrElse(entry -> inForce.put(name, entry), () -> inForce.remove(name));
            } else if (!before.map(SettingsFile.Entry::value).equals(now.map(SettingsFile.Entry::value))) {
                pending.add(now.map(entry -> entry.place() + " takes effect after a restart")
                        .or(() ->
                                before.map(entry -> entry.place() + " was removed, which takes effect after a restart"))
                        .orElseThrow());
            }
        }
        return pending;
    }

    private void note(List<String> found) {
        if (!found.equals(notes)) {
            found.forEach(note -> log.warn("Settings: {}", note));
        }
        notes = List.copyOf(found);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "settings-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the watch; a change that is being applied completes first, for up to a minute. */
    @Override
    public void close() {
        scheduler.shutdown();
        try {
            if (!scheduler.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("A change of the settings did not end in time: timeout={}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
