package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.fault.HaltBeforeRecord;
import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** A trainer dies, or there are two. Trainers fit images; planted models serve reviews meanwhile. */
final class Trainers {

    private static final Duration MODEL = Duration.ofMinutes(2);
    private static final String RUNNING = "millrace_trainer_running";
    private static final String ACTIVE = "millrace_trainer_active";

    /** Small runs that pass the gate whatever they learn, because the publishing is under test. */
    static final ServicePlan PLAN = new ServicePlan(
            Map.of(
                    "MILLRACE_TRAINER_TASKS", "image",
                    "MILLRACE_TRAINER_THREADS", "1",
                    "MILLRACE_TRAINER_MIN_EXAMPLES", "400",
                    "MILLRACE_TRAINER_NEW_LABELS", "600",
                    "MILLRACE_TRAINER_GROWTH", "0.01",
                    "MILLRACE_TRAINER_BUDGET", "PT3S",
                    "MILLRACE_TRAINER_EPOCHS", "1",
                    "MILLRACE_TRAINER_GATE_MARGIN", "0.9",
                    "MILLRACE_TRAINER_GATE_CONFIDENCE", "0.5"),
            List.of(),
            List.of(),
            false);

    private Trainers() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                        "trainer-killed-in-fit", "kill -9 of the trainer during a fit", Trainers::killInFit),
                Scripted.exactlyOnce(
                        "trainer-killed-between-chunks",
                        "the trainer dies when one chunk of a model is written and the next one is not",
                        stage -> killInPublish(stage, "/1")),
                Scripted.exactlyOnce(
                        "trainer-killed-before-alias",
                        "the trainer dies when a model's manifest is written and its alias is not",
                        stage -> killInPublish(stage, "image/trainer")),
                Scripted.exactlyOnce("two-trainers", "two trainers, the active one of which is killed", Trainers::two)
                        .quick());
    }

    private static void killInFit(ScenarioEnvironment stage) {
        play(stage, () -> {
            Service trainer = stage.services().startTrainer("trainer-1", PLAN);
            awaitModels(stage, 1);
            stage.await(MODEL, "a fit is in progress", () -> trainer.sum(RUNNING) > 0);
            stage.faults().kill(trainer.process());
            long before = stage.archive().count(DefaultTasks.IMAGE);
            trainer.process().start();
            awaitModels(stage, before + 1);
        });
    }

    private static void killInPublish(ScenarioEnvironment stage, String key) {
        play(stage, () -> {
            Service doomed = stage.services()
                    .startTrainer(
                            "trainer-1",
                            PLAN.with("MILLRACE_KAFKA_INTERCEPTOR_CLASSES", HaltBeforeRecord.class.getName())
                                    .withFlags(
                                            "-D" + HaltBeforeRecord.KEY + "=" + key,
                                            "-D" + HaltBeforeRecord.COUNT + "=1"));
            awaitModels(stage, 1);
            stage.await(
                    MODEL,
                    "the trainer has died while it published",
                    () -> !doomed.process().isAlive());
            stage.faults().hasDied(doomed);
            long before = stage.archive().count(DefaultTasks.IMAGE);
            stage.require(before == 1, "required one whole model, got " + before);
            // On the same examples, without the fault.
            var unused = stage.services().startTrainer("trainer-1", PLAN);
            awaitModels(stage, before + 1);
        });
    }

    private static void two(ScenarioEnvironment stage) {
        play(stage, () -> {
            List<Service> trainers = List.of(
                    stage.services().startTrainer("trainer-1", PLAN),
                    stage.services().startTrainer("trainer-2", PLAN));
            awaitModels(stage, 2);
            stage.await(MODEL, "one of the trainers is active, not both", () -> active(trainers) == 1);
            Service first = trainers.get(0).sum(ACTIVE) > 0 ? trainers.get(0) : trainers.get(1);
            stage.faults().kill(first.process());
            long before = stage.archive().count(DefaultTasks.IMAGE);
            awaitModels(stage, before + 1);
            first.process().start();
            first.awaitReady(MODEL);
            stage.await(MODEL, "one of the trainers is active, not both", () -> active(trainers) == 1);
        });
    }

    static double active(List<Service> trainers) {
        return trainers.stream().mapToDouble(trainer -> trainer.sum(ACTIVE)).sum();
    }

    static void awaitModels(ScenarioEnvironment stage, long count) {
        stage.await(
                MODEL,
                "the trainer has published " + count + " models",
                () -> stage.archive().count(DefaultTasks.IMAGE) >= count);
    }

    /** Two streams apps, labelled images and planted review models; then {@code script}; then the end. */
    static void play(ScenarioEnvironment stage, Runnable script) {
        play(stage, LabelledImages.of(stage), script);
    }

    /** The same with other images. */
    static void play(ScenarioEnvironment stage, LongFunction<Input> images, Runnable script) {
        stage.loads().feed(DefaultTasks.IMAGE, images);
        ServicePlan plan = ServicePlan.plain().with("MILLRACE_STREAMS_CLIENTS", "labels,image,review");
        stage.followTrainer();
        stage.swaps().publish(DefaultTasks.REVIEW);
        var unused = List.of(
                stage.services().startApp("streams-app-1", plan),
                stage.services().startApp("streams-app-2", plan));
        stage.startLoad();
        stage.startSwaps(List.of(DefaultTasks.REVIEW));
        script.run();
        stage.end();
    }
}
