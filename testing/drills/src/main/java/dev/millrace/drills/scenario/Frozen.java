package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.fault.FreezeAfterRecord;
import dev.millrace.model.spec.DefaultTasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process is frozen as a virtual machine or a swapping host freezes it, and then continues as if nothing had happened. */
final class Frozen {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration RECOVERED = Duration.ofSeconds(10);
    private static final Duration MODEL = Duration.ofMinutes(3);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Frozen() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.underBoth(
                                "frozen-streams-app",
                                "SIGSTOP of one of two streams apps for 30 seconds, twice, then SIGCONT",
                                Frozen::app)
                        .quick(),
                Scripted.exactlyOnce(
                                "frozen-trainer",
                                "the trainer freezes when a model is written and not committed; its successor publishes",
                                Frozen::trainer)
                        .quick(),
                Scripted.exactlyOnce(
                                "frozen-broker",
                                "SIGSTOP of the broker that coordinates the transactions, for 30 seconds",
                                Frozen::broker)
                        .onThreeBrokers()
                        .quick());
    }

    private static void app(ScenarioEnvironment stage) {
        Service victim = Instances.two(stage).get(0);
        for (double share : new double[] {0.25, 0.6}) {
            stage.awaitAnswered(share);
            stage.faults().freeze(victim.process(), LONG);
            stage.rest(RECOVERED);
        }
        stage.end();
    }

    private static void trainer(ScenarioEnvironment stage) {
        Trainers.play(stage, () -> {
            Service frozen = stage.services().startTrainer("trainer-1", freezing(stage));
            Trainers.awaitModels(stage, 1);
            Service successor = stage.services().startTrainer("trainer-2", Trainers.PLAN);
            stage.await(MODEL, "the trainer is frozen in a publish", frozen::isFrozen);
            stage.say("the trainer is frozen");
            Trainers.awaitModels(stage, 2);
            frozen.process().thaw();
            stage.say("it continues");
            Trainers.awaitModels(stage, 3);
            stage.await(MODEL, "one trainer is active", () -> Trainers.active(List.of(frozen, successor)) == 1);
        });
        List<String> numbers = stage.archive().versions(DefaultTasks.IMAGE).stream()
                .map(version -> version.substring(0, version.indexOf('-')))
                .toList();
        stage.require(
                numbers.stream().distinct().count() == numbers.size(), "two trainers published a version: " + numbers);
    }

    /** A trainer that freezes when its second model is written and not committed. */
    private static ServicePlan freezing(ScenarioEnvironment stage) {
        Path done = stage.folder("frozen").resolve("done");
        return Trainers.PLAN
                .with("MILLRACE_KAFKA_INTERCEPTOR_CLASSES", FreezeAfterRecord.class.getName())
                .withFlags(
                        "-D" + FreezeAfterRecord.TOPIC + "=model-aliases",
                        "-D" + FreezeAfterRecord.COUNT + "=1",
                        "-D" + FreezeAfterRecord.DONE + "=" + done);
    }

    private static void broker(ScenarioEnvironment stage) {
        List<Service> apps = Instances.two(stage);
        stage.awaitSent(0.3);
        double before = lag(apps);
        int coordinator = stage.brokers().leader("__transaction_state", 0);
        stage.say("freezes broker " + coordinator + "; lag is " + before);
        stage.platform().broker(coordinator).freeze();
        double most = 0;
        for (long second = 0; second < LONG.toSeconds(); second++) {
            stage.rest(SECOND);
            most = Math.max(most, lag(apps));
        }
        stage.platform().broker(coordinator).thaw();
        stage.say("thaws it; lag was " + most + " at most");
        stage.require(most > before + stage.perSecond(), "lag did not grow: " + before + " before, at most " + most);
        stage.platform().awaitAnswers();
        stage.end();
    }

    private static double lag(List<Service> apps) {
        return apps.stream().mapToDouble(app -> app.sum("millrace_lag")).sum();
    }
}
