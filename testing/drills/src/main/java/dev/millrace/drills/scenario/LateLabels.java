package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.List;

/** Labels of images come some time after their image, while the join that waits for them is disturbed. */
final class LateLabels {

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration LONG_DELAY = Duration.ofSeconds(15);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration DOWN = Duration.ofSeconds(30);
    private static final Duration READY = Duration.ofMinutes(2);
    private static final String APP = "streams-app-1";
    private static final String RESTORES = "client=image-labels from=CREATED to=REBALANCING";
    private static final ServicePlan PLAN = ServicePlan.plain().with("MILLRACE_STREAMS_CLIENTS", "labels,image,review");

    private LateLabels() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.underBoth(
                                "late-labels",
                                "labels after their images; both apps killed in turns, their clocks a minute apart",
                                LateLabels::killInTurns)
                        .quick(),
                Scripted.exactlyOnce(
                        "no-registry-in-restore",
                        "the streams app is killed; the registry dies while the app restores images that wait",
                        LateLabels::noRegistry));
    }

    private static void killInTurns(ScenarioEnvironment stage) {
        feed(stage, DELAY);
        List<Service> apps = List.of(
                stage.services().startApp("streams-app-1", shifted(stage, "ahead", SKEW)),
                stage.services().startApp("streams-app-2", shifted(stage, "behind", SKEW.negated())));
        stage.begin(apps);
        double share = 0.2;
        for (Service victim : apps) {
            stage.awaitSent(share);
            stage.faults().kill(victim.process());
            stage.awaitSent(share + 0.2);
            victim.process().start();
            share += 0.4;
        }
        stage.end();
    }

    private static ServicePlan shifted(ScenarioEnvironment stage, String name, Duration shift) {
        ShiftableClock clock = new ShiftableClock(stage.folder(name));
        clock.set(shift);
        return clock.of(PLAN);
    }

    private static void noRegistry(ScenarioEnvironment stage) {
        feed(stage, LONG_DELAY);
        Service app = stage.services().startApp(APP, PLAN);
        stage.begin(List.of(app));
        stage.awaitSent(0.5);
        stage.faults().kill(app.process());
        long before = stage.services().countLogged(APP, RESTORES);
        app.process().start();
        stage.await(READY, "the app restores its state", () -> stage.services().countLogged(APP, RESTORES) > before);
        stage.faults().kill(stage.platform().registry());
        stage.rest(DOWN);
        stage.require(app.process().isAlive(), "the streams app has ended without a registry");
        stage.platform().registry().start();
        stage.platform().awaitAnswers();
        app.awaitReady(READY);
        stage.end();
    }

    private static void feed(ScenarioEnvironment stage, Duration delay) {
        stage.loads().feed(DefaultTasks.IMAGE, LabelledImages.late(stage));
        stage.loads().delayLabels(delay);
    }
}
