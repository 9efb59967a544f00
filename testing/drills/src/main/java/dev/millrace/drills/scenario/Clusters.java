package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.platform.processes.ControlledProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Faults of a cluster of three brokers, on which every topic has three replicas. */
final class Clusters {

    private static final Duration DOWN = Duration.ofSeconds(15);
    private static final Duration RECOVERED = Duration.ofSeconds(10);
    private static final Duration ANSWERED = Duration.ofMinutes(3);
    private static final Duration CUT = Duration.ofSeconds(40);

    private Clusters() {}

    static List<Scenario> scenarios() {
        return Stream.of(
                        Scripted.underBoth(
                                        "kill-coordinators",
                                        "kill -9 of the brokers that coordinate transactions and groups, in turns, four times",
                                        Clusters::killCoordinators)
                                .quick(),
                        Scripted.exactlyOnce(
                                        "one-link-cut",
                                        "one of two streams apps can't reach one of three brokers for 40 seconds",
                                        Clusters::cutOneLink)
                                .quick(),
                        Scripted.exactlyOnce(
                                "power-loss",
                                "a broker loses what it had not written to disk: its folder of some time ago comes back",
                                Clusters::losePower),
                        Scripted.exactlyOnce(
                                        "unclean-election",
                                        "a broker without the newest reviews becomes their leader: offsets are given again",
                                        Clusters::electUncleanly)
                                .answeredTwice())
                .<Scenario>map(Scripted::onThreeBrokers)
                .toList();
    }

    private static void killCoordinators(ScenarioEnvironment stage) {
        var unused = Instances.two(stage);
        List<String> coordinated =
                List.of("__transaction_state", "__consumer_offsets", "__transaction_state", "__consumer_offsets");
        for (int time = 0; time < coordinated.size(); time++) {
            stage.awaitSent(0.15 * (time + 1));
            int id = stage.brokers().leader(coordinated.get(time), 0);
            ControlledProcess broker = stage.platform().broker(id);
            stage.say("broker " + id + " leads " + coordinated.get(time));
            stage.faults().kill(broker);
            stage.rest(DOWN);
            broker.start();
            stage.platform().awaitAnswers();
        }
        stage.end();
    }

    private static void cutOneLink(ScenarioEnvironment stage) {
        stage.begin(List.of(
                stage.services().startApp("streams-app-1", ServicePlan.plain().throughTheGate()),
                stage.services().startApp("streams-app-2", ServicePlan.plain())));
        for (double share : new double[] {0.2, 0.6}) {
            stage.awaitAnswered(share);
            int id = stage.brokers().leader("__transaction_state", 0);
            stage.say("cuts streams-app-1 off from broker " + id);
            stage.platform().gate(id).shut();
            stage.rest(CUT);
            stage.say("connects it again");
            stage.platform().gate(id).reopen();
            stage.rest(RECOVERED);
        }
        stage.end();
    }

    private static void losePower(ScenarioEnvironment stage) {
        var unused = Instances.two(stage);
        stage.awaitSent(0.3);
        int id = stage.brokers().leader("__transaction_state", 0);
        FolderCopy earlier = FolderCopy.of(
                stage.platform().folder(id),
                stage.folder("earlier"),
                stage.platform().broker(id));
        stage.say("has a copy of what broker " + id + " has on disk");
        stage.rest(RECOVERED);
        stage.faults().kill(stage.platform().broker(id));
        stage.rest(DOWN);
        earlier.restore();
        stage.platform().broker(id).start();
        stage.platform().awaitAnswers();
        stage.end();
    }

    /** Broker 2 misses reviews that broker 1 acknowledges; then it leads without broker 1. */
    private static void electUncleanly(ScenarioEnvironment stage) {
        String topic = stage.topics().reviews().name();
        ControlledProcess complete = stage.platform().broker(1);
        ControlledProcess behind = stage.platform().broker(2);
        stage.brokers().delete(topic);
        stage.brokers().createUnsafe(topic, ScenarioEnvironment.PARTITIONS, List.of(1, 2));
        var unused = Instances.two(stage);
        stage.awaitSent(0.4);
        stage.faults().kill(behind);
        stage.loads().end();
        stage.await(ANSWERED, "everything is answered", () -> stage.audit().unanswered() == 0);
        Map<Integer, Long> before = stage.brokers().ends(topic);
        stage.faults().kill(complete);
        behind.start();
        stage.brokers().awaitLeaders(topic);
        Map<Integer, Long> after = stage.brokers().ends(topic);
        stage.say("reviews ended at " + before + ", now at " + after);
        stage.require(!after.equals(before), "no review was lost: the election was clean");
        stage.audit().startsOver(topic, after);
        stage.startLoad(List.of(DefaultTasks.REVIEW));
        stage.loads().end();
        complete.start();
        stage.end();
    }
}
