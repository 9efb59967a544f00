package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import java.time.Duration;
import java.util.List;

/** Streams apps are killed, restarted, added and removed. */
final class Instances {

    private static final Duration READY = Duration.ofSeconds(90);

    private Instances() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.underBoth(
                        "kill-streams-app",
                        "kill -9 of one of two streams apps, twice, in the middle of batches",
                        Instances::killOne),
                Scripted.underBoth("kill-all-streams-apps", "kill -9 of both streams apps at once", Instances::killAll)
                        .quick(),
                Scripted.underBoth(
                        "rolling-restart",
                        "SIGTERM and start of two streams apps, one after the other, twice",
                        Instances::restartInTurns),
                Scripted.underBoth("scale", "from one streams app to three and back to one", Instances::scale));
    }

    /** Two streams apps that are ready and under load. */
    static List<Service> two(ScenarioEnvironment stage) {
        List<Service> apps = List.of(
                stage.services().startApp("streams-app-1", ServicePlan.plain()),
                stage.services().startApp("streams-app-2", ServicePlan.plain()));
        stage.begin(apps);
        return apps;
    }

    private static void killOne(ScenarioEnvironment stage) {
        Service victim = two(stage).get(0);
        for (double share : new double[] {0.25, 0.55}) {
            stage.awaitSent(share);
            stage.faults().kill(victim.process());
            stage.awaitSent(share + 0.15);
            victim.process().start();
        }
        stage.end();
    }

    private static void killAll(ScenarioEnvironment stage) {
        List<Service> apps = two(stage);
        stage.awaitSent(0.4);
        apps.forEach(app -> stage.faults().kill(app.process()));
        stage.awaitSent(0.5);
        apps.forEach(app -> app.process().start());
        stage.end();
    }

    private static void restartInTurns(ScenarioEnvironment stage) {
        List<Service> apps = two(stage);
        for (double share : new double[] {0.2, 0.5}) {
            stage.awaitSent(share);
            for (Service app : apps) {
                stage.say("restarts " + app.process().name());
                stage.services().stop(app);
                app.process().start();
                app.awaitReady(READY);
            }
        }
        stage.end();
    }

    private static void scale(ScenarioEnvironment stage) {
        Service first = stage.services().startApp("streams-app-1", ServicePlan.plain());
        stage.begin(List.of(first));
        stage.awaitSent(0.15);
        Service second = stage.services().startApp("streams-app-2", ServicePlan.plain());
        stage.awaitSent(0.3);
        Service third = stage.services().startApp("streams-app-3", ServicePlan.plain());
        third.awaitReady(READY);
        stage.awaitSent(0.6);
        stage.say("stops " + first.process().name());
        stage.services().stop(first);
        stage.awaitSent(0.8);
        stage.say("stops " + second.process().name());
        stage.services().stop(second);
        stage.end();
    }
}
