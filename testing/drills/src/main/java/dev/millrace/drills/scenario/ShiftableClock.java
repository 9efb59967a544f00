package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.fault.ClockAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A clock of one service's own, kept in a folder. */
record ShiftableClock(Path folder) {

    /** Makes the service read this clock. */
    ServicePlan of(ServicePlan plan) {
        Path agent = ClockAgent.writeJar(folder.resolve("agent.jar"));
        return plan.withFlags("-javaagent:" + agent, "-D" + ClockAgent.FILE + "=" + file());
    }

    /** Sets it to the machine's time and so much. */
    void set(Duration shift) {
        try {
            Path whole = Files.writeString(folder.resolve("next"), Long.toString(shift.toMillis()));
            Files.move(whole, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the clock can't be set", e);
        }
    }

    private Path file() {
        return folder.resolve("shift");
    }
}
