package dev.millrace.cli.quickstart;

import dev.millrace.cli.terminal.Console;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Shows progress until the time is up or the user stops it. Runs on the calling thread. */
final class ProgressLoop {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final Console console;
    private final TaskAudits audits;
    private final CompletableFuture<Void> stop;
    private final Map<Task, String> shownVersions = new HashMap<>();

    ProgressLoop(Console console, TaskAudits audits, CompletableFuture<Void> stop) {
        this.console = console;
        this.audits = audits;
        this.stop = stop;
    }

    /**
     * Returns when it is over.
     *
     * @param duration empty to run until the user stops it
     * @param check may throw to end the loop
     */
    void run(Optional<Duration> duration, Runnable check) {
        long start = System.nanoTime();
        long next = EVERY.toNanos();
        while (!isOver(start, duration)) {
            check.run();
            showNewVersions();
            if (System.nanoTime() - start >= next) {
                showProgress();
                next += EVERY.toNanos();
            }
        }
        showProgress();
        console.say((stop.isDone() ? "asked to stop" : "time is up") + ": no more is sent");
    }

    /** Waits briefly, and returns whether it is over. */
    private boolean isOver(long start, Optional<Duration> duration) {
        try {
            stop.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return duration.isPresent()
                    && System.nanoTime() - start >= duration.get().toNanos();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new AssertionError("a signal never fails", e);
        }
    }

    private void showProgress() {
        for (Task task : DefaultTasks.ALL) {
            console.say(Display.progress(task, audits.of(task).progress()));
        }
    }

    private void showNewVersions() {
        for (Task task : DefaultTasks.ALL) {
            String version = audits.of(task).newestVersion();
            if (!version.isEmpty() && !version.equals(shownVersions.put(task, version))) {
                console.say(task.id() + "s: model " + version + " serves");
            }
        }
    }
}
