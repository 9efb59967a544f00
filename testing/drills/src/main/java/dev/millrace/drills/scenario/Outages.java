package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.DrillPlatform;
import dev.millrace.drills.environment.Input;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;

/** The broker or the registry is unavailable for a while. */
final class Outages {

    private static final Duration BROKER_DOWN = Duration.ofSeconds(10);
    private static final Duration UNREACHABLE = Duration.ofMinutes(1);
    private static final Duration REGISTRY_DOWN_AT_START = Duration.ofSeconds(30);
    private static final Duration REGISTRY_DOWN = Duration.ofSeconds(130);
    private static final Duration READY = Duration.ofMinutes(2);

    private Outages() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.underBoth(
                                "kill-broker",
                                "kill -9 of the broker, which comes back after 10 seconds",
                                Outages::killBroker)
                        .quick(),
                Scripted.underBoth(
                        "unreachable-broker",
                        "the streams apps' connections to the broker break, for 60 seconds",
                        Outages::cutOff),
                Scripted.exactlyOnce(
                        "no-registry-at-start",
                        "the registry is down when the streams apps start, for 30 seconds",
                        Outages::noRegistryAtStart),
                Scripted.exactlyOnce(
                        "no-registry-for-new-schema",
                        "the registry is down for 130 seconds while reviews with a schema nobody has seen arrive",
                        Outages::noRegistryForNewSchema));
    }

    private static void killBroker(ScenarioEnvironment stage) {
        DrillPlatform platform = stage.platform();
        var unused = Instances.two(stage);
        stage.awaitSent(0.4);
        stage.faults().kill(platform.broker());
        stage.rest(BROKER_DOWN);
        platform.broker().start();
        platform.awaitAnswers();
        stage.end();
    }

    private static void cutOff(ScenarioEnvironment stage) {
        ServicePlan plan = ServicePlan.plain().throughTheGate();
        stage.begin(List.of(
                stage.services().startApp("streams-app-1", plan),
                stage.services().startApp("streams-app-2", plan)));
        stage.awaitSent(0.3);
        stage.say("shuts the gate to the broker");
        stage.platform().gate(1).shut();
        stage.rest(UNREACHABLE);
        stage.say("opens it again");
        stage.platform().gate(1).reopen();
        stage.end();
    }

    private static void noRegistryAtStart(ScenarioEnvironment stage) {
        stage.publishFirstModels();
        // From now on the drill's own producers have cached the schemas.
        for (Task task : DefaultTasks.ALL) {
            var unused = stage.loads().inputs(task).apply(0);
        }
        stage.faults().kill(stage.platform().registry());
        List<Service> apps = List.of(
                stage.services().startApp("streams-app-1", ServicePlan.plain()),
                stage.services().startApp("streams-app-2", ServicePlan.plain()));
        stage.startLoad();
        stage.rest(REGISTRY_DOWN_AT_START);
        for (Service app : apps) {
            stage.require(app.process().isAlive(), app.process().name() + " has ended without a registry");
            stage.require(!app.isReady(), app.process().name() + " reports ready without a registry");
        }
        startRegistry(stage);
        apps.forEach(app -> app.awaitReady(READY));
        stage.startSwaps();
        stage.end();
    }

    private static void noRegistryForNewSchema(ScenarioEnvironment stage) {
        AtomicBoolean newer = new AtomicBoolean();
        LongFunction<Input> old = stage.loads().inputs(DefaultTasks.REVIEW);
        NewerReviews reviews = NewerReviews.register(stage.cluster().connection());
        stage.loads().feed(DefaultTasks.REVIEW, number -> newer.get() ? reviews.input(number) : old.apply(number));
        List<Service> apps = Instances.two(stage);
        stage.awaitSent(0.3);
        stage.say("from now on reviews come in a newer schema");
        stage.faults().kill(stage.platform().registry());
        newer.set(true);
        stage.rest(REGISTRY_DOWN);
        String says = apps.get(0).readiness() + apps.get(1).readiness();
        stage.require(
                apps.stream().allMatch(app -> app.process().isAlive()), "a streams app has ended without a registry");
        stage.require(says.contains("registry"), "no streams app's readiness names the registry: " + says);
        startRegistry(stage);
        stage.end();
    }

    private static void startRegistry(ScenarioEnvironment stage) {
        stage.say("starts the registry");
        stage.platform().registry().start();
        stage.platform().awaitAnswers();
    }
}
