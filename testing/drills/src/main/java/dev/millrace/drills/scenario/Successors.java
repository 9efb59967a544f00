package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Trainers that take over, or keep trying to, with less than the active trainer knows. */
final class Successors {

    private static final Duration BETWEEN = Duration.ofSeconds(8);
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int CRASHES = 6;
    private static final String ACTIVE = "millrace_trainer_active";
    private static final String RUNS = "millrace_trainer_runs_total";
    private static final int LEAST_RUNS = 2;
    private static final String EXAMPLES = "millrace_trainer_examples";

    private Successors() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                        "crash-looping-standby",
                        "a standby trainer starts and dies every 8 seconds; the active one must keep its runs",
                        Successors::crashLoop),
                Scripted.exactlyOnce(
                        "failover-to-empty-disk",
                        "images sorted by class; the trainer dies for good, and its successor has an empty disk",
                        Successors::emptyDisk),
                Scripted.exactlyOnce(
                        "examples-power-loss",
                        "the trainer's disk loses what it had not written: its folder of some time ago comes back",
                        Successors::losePower));
    }

    private static void crashLoop(ScenarioEnvironment stage) {
        Trainers.play(stage, () -> {
            Service active = stage.services().startTrainer("trainer-1", Trainers.PLAN);
            Trainers.awaitModels(stage, 1);
            Service standby = stage.services().startTrainer("trainer-2", Trainers.PLAN);
            double before = active.sum(RUNS);
            for (int crash = 0; crash < CRASHES; crash++) {
                stage.rest(BETWEEN);
                stage.require(active.sum(ACTIVE) == 1, "the active trainer lost the election to a crashing standby");
                stage.faults().kill(standby.process());
                standby.process().start();
            }
            double ended = active.sum(RUNS) - before;
            stage.say("ended " + ended + " runs meanwhile");
            stage.require(
                    ended >= LEAST_RUNS, "required " + LEAST_RUNS + " runs while a standby crashed, got " + ended);
            stage.require(
                    stage.services().countLogged("trainer-1", "Run cancelled") == 0,
                    "a run of the active trainer was cancelled");
        });
    }

    private static void emptyDisk(ScenarioEnvironment stage) {
        Trainers.play(stage, LabelledImages.sorted(stage), () -> {
            Service first = stage.services().startTrainer("trainer-1", Trainers.PLAN);
            stage.await(
                    SOON,
                    "the champion knows ten labels",
                    () -> stage.archive().versions(DefaultTasks.IMAGE).stream()
                            .anyMatch(version -> stage.archive()
                                            .labels(DefaultTasks.IMAGE, version)
                                            .size()
                                    == 10));
            stage.faults().kill(first.process());
            long before = stage.archive().count(DefaultTasks.IMAGE);
            var unused = stage.services()
                    .startTrainer("trainer-2", Trainers.PLAN.with("MILLRACE_KAFKA_MAX_POLL_RECORDS", "50"));
            Trainers.awaitModels(stage, before + 2);
        });
        Set<String> known = new HashSet<>();
        for (String version : stage.archive().versions(DefaultTasks.IMAGE)) {
            Set<String> labels = stage.archive().labels(DefaultTasks.IMAGE, version);
            stage.require(labels.containsAll(known), version + " has lost labels: " + labels + " of " + known);
            known.addAll(labels);
        }
    }

    private static void losePower(ScenarioEnvironment stage) {
        Trainers.play(stage, () -> {
            Service trainer = stage.services().startTrainer("trainer-1", Trainers.PLAN);
            Trainers.awaitModels(stage, 1);
            FolderCopy earlier =
                    FolderCopy.of(stage.services().folder("trainer-1"), stage.folder("earlier"), trainer.process());
            double then = trainer.sum(EXAMPLES);
            stage.say("has a copy of what the trainer has on disk, about " + then + " examples");
            Trainers.awaitModels(stage, stage.archive().count(DefaultTasks.IMAGE) + 2);
            stage.faults().kill(trainer.process());
            earlier.restore();
            trainer.process().start();
            Trainers.awaitModels(stage, stage.archive().count(DefaultTasks.IMAGE) + 1);
            stage.loads().end();
            long sent = stage.loads().acknowledged(DefaultTasks.IMAGE);
            stage.await(SOON, "the trainer has all " + sent + " examples", () -> trainer.sum(EXAMPLES) == sent);
        });
    }
}
