package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.model.spec.DefaultTasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The previous release is replaced by this version, process by process, while records flow and models swap; at the end one
 * streams app goes back. Its label client is stopped before this version's starts, as the documentation requires.
 */
public final class Upgrades {

    private static final Duration READY = Duration.ofMinutes(6);
    private static final Duration MODEL = Duration.ofMinutes(10);
    private static final Duration EXAMPLES = Duration.ofMinutes(6);

    /** Answers before the next step. */
    private static final long SOME = 1_000;

    /** Those of 0.1, which this version knows too. */
    private static final String CLIENTS = "MILLRACE_STREAMS_CLIENTS";

    private final ScenarioEnvironment stage;
    private final ServicePlan before;
    private final LabelsThatFollow labels;
    private final List<Service> apps = new ArrayList<>();
    private Service labelClient;
    private Service trainer;

    private Upgrades(ScenarioEnvironment stage, Path previous, LabelsThatFollow labels) {
        this.stage = stage;
        this.before = new ServicePlan(Map.of(), List.of(), List.of(), false).ofRelease(previous);
        this.labels = labels;
        this.labelClient = labelClient(before);
        this.trainer = stage.services().startTrainer("trainer-before", Trainers.PLAN.ofRelease(previous));
        apps.add(app("streams-app-1", before));
        apps.add(app("streams-app-2", before));
    }

    /** @param previous unpacked archive of the release to begin with */
    public static List<Scenario> scenarios(Path previous) {
        return List.of(
                Scripted.exactlyOnce(
                        "upgrade-apps-first",
                        "streams apps, then the trainer, are replaced by this version; one app goes back",
                        stage -> play(stage, previous, List.of(Upgrades::replaceApps, Upgrades::replaceTrainer))),
                Scripted.exactlyOnce(
                        "upgrade-trainer-first",
                        "the trainer, then streams apps, are replaced by this version; one app goes back",
                        stage -> play(stage, previous, List.of(Upgrades::replaceTrainer, Upgrades::replaceApps))));
    }

    @FunctionalInterface
    private interface Step {
        void play(Upgrades upgrades);
    }

    private static void play(ScenarioEnvironment stage, Path previous, List<Step> steps) {
        try (LabelsThatFollow labels = new LabelsThatFollow(stage)) {
            stage.loads().feed(DefaultTasks.IMAGE, labels::input);
            stage.followTrainer();
            stage.swaps().publish(DefaultTasks.REVIEW);
            Upgrades upgrades = new Upgrades(stage, previous, labels);
            upgrades.begin();
            steps.forEach(step -> step.play(upgrades));
            upgrades.goBack();
            upgrades.finish();
        }
    }

    private void begin() {
        stage.startLoad();
        stage.startSwaps(List.of(DefaultTasks.REVIEW));
        awaitModels(1);
        apps.forEach(app -> app.awaitReady(READY));
        awaitSomeAnswers();
    }

    private Service app(String name, ServicePlan plan) {
        return stage.services().startApp(name, plan.with(CLIENTS, "image,review"));
    }

    private Service labelClient(ServicePlan plan) {
        return stage.services().startApp("labels", plan.with(CLIENTS, "labels"));
    }

    private void replaceApps() {
        for (int i = 0; i < apps.size(); i++) {
            replaceApp(i, ServicePlan.plain());
        }
        stage.say("replaces the label client");
        stage.services().stop(labelClient);
        labelClient = labelClient(ServicePlan.plain());
        awaitSomeAnswers();
    }

    private void replaceApp(int index, ServicePlan plan) {
        Service replaced = apps.get(index);
        stage.say("replaces " + replaced.process().name() + (plan.release().isPresent() ? " by the release" : ""));
        stage.services().stop(replaced);
        Service next = app(replaced.process().name(), plan);
        apps.set(index, next);
        next.awaitReady(READY);
        awaitSomeAnswers();
    }

    /** The new trainer joins as standby and takes over when the old one leaves. */
    private void replaceTrainer() {
        stage.say("replaces the trainer");
        Service next = stage.services().startTrainer("trainer-after", Trainers.PLAN);
        next.awaitReady(READY);
        stage.services().stop(trainer);
        trainer = next;
        awaitModels(stage.archive().count(DefaultTasks.IMAGE) + 1);
    }

    /** The models of this version's trainer must serve in the release too. */
    private void goBack() {
        replaceApp(0, before);
        awaitModels(stage.archive().count(DefaultTasks.IMAGE) + 1);
        awaitSomeAnswers();
    }

    private void finish() {
        stage.loads().end();
        stage.say(labels.labelled() + " images got a label, half of them late");
        stage.await(EXAMPLES, "every image with a label is an example", () -> labels.missing() == 0);
        stage.end();
    }

    private void awaitModels(long count) {
        stage.await(
                MODEL,
                "the trainer has published " + count + " models",
                () -> stage.archive().count(DefaultTasks.IMAGE) >= count);
    }

    private void awaitSomeAnswers() {
        long wanted = stage.answered() + SOME;
        stage.await(READY, wanted + " inputs have their answer", () -> stage.answered() >= wanted);
    }
}
