package dev.millrace.drills.environment;

import dev.millrace.platform.processes.ControlledProcess;
import java.time.Duration;
import java.util.function.Consumer;

/** What is done to the processes of a scenario. Not thread-safe. */
public final class Faults {

    private final Consumer<String> notices;
    private int kills;

    /** @param notices receives a line for the user */
    Faults(Consumer<String> notices) {
        this.notices = notices;
    }

    /** Number of processes that were killed. */
    int kills() {
        return kills;
    }

    /** Kills a process as {@code kill -9} does, and counts that. */
    public void kill(ControlledProcess process) {
        notices.accept("kills " + process.name());
        process.kill();
        kills++;
    }

    /** Counts a process that has killed itself at a certain point. */
    public void hasDied(Service service) {
        notices.accept(service.process().name() + " has died");
        kills++;
    }

    /** Freezes a process for so long, then lets it continue. */
    public void freeze(ControlledProcess process, Duration time) {
        notices.accept("freezes " + process.name() + " for " + time.toSeconds() + " s");
        process.freeze();
        Waiting.rest(time);
        process.thaw();
    }
}
