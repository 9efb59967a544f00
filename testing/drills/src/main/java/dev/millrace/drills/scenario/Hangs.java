package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.fault.HangAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Inference hangs for good; what watches liveness must kill and start the process. */
final class Hangs {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);
    private static final Duration NOTICED = Duration.ofSeconds(40);

    private Hangs() {}

    static List<Scenario> scenarios() {
        return List.of(Scripted.exactlyOnce(
                "hanging-network",
                "inference hangs in one of two streams apps, which is killed once its liveness says so",
                Hangs::hang));
    }

    private static void hang(ScenarioEnvironment stage) {
        Path folder = stage.folder("hang");
        Path file = folder.resolve("hang");
        ServicePlan plan = ServicePlan.plain()
                .with("MILLRACE_KAFKA_MAX_POLL_INTERVAL_MS", Long.toString(POLL_INTERVAL.toMillis()));
        Path agent = HangAgent.writeJar(folder.resolve("agent.jar"));
        Service victim = stage.services()
                .startApp("streams-app-1", plan.withFlags("-javaagent:" + agent, "-D" + HangAgent.FILE + "=" + file));
        Service other = stage.services().startApp("streams-app-2", plan);
        stage.begin(List.of(victim, other));
        stage.awaitAnswered(0.3);
        stage.say("streams-app-1 hangs");
        write(file);
        stage.await(NOTICED, "liveness of streams-app-1 is down", () -> !victim.isLive());
        stage.require(other.isLive(), "liveness of the other app is down, too");
        stage.faults().kill(victim.process());
        remove(file);
        victim.process().start();
        stage.end();
    }

    private static void write(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException("file '" + file + "' can't be created", e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("file '" + file + "' can't be deleted", e);
        }
    }
}
