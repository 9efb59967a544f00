package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.LimitedDisk;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.model.PlantedModels;
import dev.millrace.drills.model.Release;
import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.List;

/** Time or disk space runs short. */
final class Resources {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(4);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final Duration FULL = Duration.ofSeconds(20);
    private static final int DISK_MEGABYTES = 160;
    private static final String CLIENTS = "MILLRACE_STREAMS_CLIENTS";

    private Resources() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                        "slow-network",
                        "a model so slow that one inference call for a whole poll would miss the next poll (4 s)",
                        Resources::slowNetwork),
                Scripted.exactlyOnce(
                        "full-state-disk",
                        "the disk with the streams app's state is full for 20 seconds",
                        Resources::fullStateDisk),
                Scripted.exactlyOnce(
                        "full-examples-disk",
                        "the disk with the trainer's examples is full for 20 seconds",
                        Resources::fullExamplesDisk));
    }

    private static void slowNetwork(ScenarioEnvironment stage) {
        ServicePlan plan = ServicePlan.plain()
                .with("MILLRACE_KAFKA_MAX_POLL_INTERVAL_MS", Long.toString(POLL_INTERVAL.toMillis()));
        Service app = stage.services().startApp("streams-app-1", plan);
        stage.publishFirstModels();
        app.awaitReady(READY);
        stage.startLoad();
        stage.startSwaps(List.of(DefaultTasks.IMAGE));
        stage.awaitSent(0.3);
        int number = stage.swaps().takeNumber(DefaultTasks.REVIEW);
        Release slow = stage.swaps().release(DefaultTasks.REVIEW, number, PlantedModels.slow(number));
        stage.swaps().writer().publish(slow);
        app.awaitServing(slow.version());
        stage.say("the slow model serves");
        stage.rest(SLOW);
        stage.swaps().publish(DefaultTasks.REVIEW);
        stage.end();
    }

    private static void fullStateDisk(ScenarioEnvironment stage) {
        LimitedDisk disk = new LimitedDisk(stage.folder("small-disk"), DISK_MEGABYTES);
        ServicePlan plan = disk.of(ServicePlan.plain()
                .with(CLIENTS, "labels,image,review")
                .with("MILLRACE_STREAMS_STATE_DIR", disk.folder().toString()));
        stage.loads().feed(DefaultTasks.IMAGE, LabelledImages.of(stage));
        Service app = stage.services().startApp("streams-app-1", plan);
        stage.begin(List.of(app));
        stage.awaitSent(0.3);
        stage.say("fills the disk");
        disk.fill(app);
        stage.rest(FULL);
        stage.require(app.process().isAlive(), "the streams app has ended because of a full disk");
        stage.say("frees the disk; the streams app reports: " + app.readiness());
        disk.free(app);
        stage.end();
    }

    private static void fullExamplesDisk(ScenarioEnvironment stage) {
        LimitedDisk disk = new LimitedDisk(stage.folder("small-disk"), DISK_MEGABYTES);
        Trainers.play(stage, () -> {
            Service trainer = stage.services()
                    .startTrainer(
                            "trainer-1",
                            disk.of(Trainers.PLAN.with(
                                    "MILLRACE_DATA_DIR", disk.folder().toString())));
            Trainers.awaitModels(stage, 1);
            stage.say("fills the disk");
            disk.fill(trainer);
            stage.rest(FULL);
            stage.require(trainer.process().isAlive(), "the trainer has ended because of a full disk");
            stage.say("frees the disk; the trainer reports: " + trainer.readiness());
            disk.free(trainer);
            Trainers.awaitModels(stage, stage.archive().count(DefaultTasks.IMAGE) + 1);
        });
    }
}
