package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.LimitedMemory;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Faults of the machine: its clock jumps, its memory is small. */
final class EnvironmentalFaults {

    private static final Duration GO_ON = Duration.ofSeconds(10);
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final long GIBIBYTE = 1L << 30;

    private EnvironmentalFaults() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                        "clock-jumps",
                        "the streams app's clock jumps an hour back, then two hours forward",
                        EnvironmentalFaults::clockJumps),
                Scripted.exactlyOnce(
                        "one-gigabyte",
                        "a streams app in 1 GiB of memory, large images",
                        EnvironmentalFaults::oneGigabyte));
    }

    private static void clockJumps(ScenarioEnvironment stage) {
        ShiftableClock clock = new ShiftableClock(stage.folder("clock"));
        Service app = stage.services().startApp("streams-app-1", clock.of(ServicePlan.plain()));
        stage.begin(List.of(app));
        stage.awaitAnswered(0.2);
        for (Duration shift : List.of(Duration.ofHours(-1), Duration.ofHours(1))) {
            stage.say("sets the clock to " + shift + " from now");
            clock.set(shift);
            stage.rest(HOLD);
            long before = stage.answered();
            stage.rest(GO_ON);
            stage.require(
                    stage.answered() > before, "no answer in " + GO_ON + " with the clock at " + shift + " from now");
        }
        stage.end();
    }

    private static void oneGigabyte(ScenarioEnvironment stage) {
        Optional<LimitedMemory> limit = LimitedMemory.of(GIBIBYTE);
        if (limit.isEmpty()) {
            stage.say("control groups can't be created here: memory is only watched");
        }
        ServicePlan plan = ServicePlan.inContainer();
        Service app = stage.services()
                .startApp("streams-app-1", limit.map(group -> group.of(plan)).orElse(plan));
        stage.loads().feed(DefaultTasks.IMAGE, LargeImages.amid(stage.loads().inputs(DefaultTasks.IMAGE), stage));
        stage.begin(List.of(app));
        stage.awaitSent(1);
        long most = app.mostMemory();
        stage.say("took " + (most >> 20) + " MiB at most");
        stage.require(most <= GIBIBYTE, "took " + most + " bytes");
        stage.end();
        limit.ifPresent(LimitedMemory::close);
    }
}
