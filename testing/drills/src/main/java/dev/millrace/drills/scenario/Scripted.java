package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import java.util.List;
import java.util.function.Consumer;

/** A scenario defined by a script. */
record Scripted(
        String title,
        String summary,
        List<Guarantee> guarantees,
        int brokers,
        int partitions,
        boolean isQuick,
        boolean mayAnswerTwice,
        Consumer<ScenarioEnvironment> script)
        implements Scenario {

    /** A scenario for both guarantees. */
    static Scripted underBoth(String title, String summary, Consumer<ScenarioEnvironment> script) {
        return new Scripted(
                title, summary, List.of(Guarantee.values()), 1, ScenarioEnvironment.PARTITIONS, false, false, script);
    }

    /** A scenario for exactly-once only. */
    static Scripted exactlyOnce(String title, String summary, Consumer<ScenarioEnvironment> script) {
        return new Scripted(
                title,
                summary,
                List.of(Guarantee.EXACTLY_ONCE),
                1,
                ScenarioEnvironment.PARTITIONS,
                false,
                false,
                script);
    }

    /** The same, as one of the few that {@code --quick} runs. */
    Scripted quick() {
        return new Scripted(title, summary, guarantees, brokers, partitions, true, mayAnswerTwice, script);
    }

    /** The same on a cluster of three brokers. */
    Scripted onThreeBrokers() {
        return new Scripted(title, summary, guarantees, 3, partitions, isQuick, mayAnswerTwice, script);
    }

    /** The same with topics of so many partitions. */
    Scripted withPartitions(int number) {
        return new Scripted(title, summary, guarantees, brokers, number, isQuick, mayAnswerTwice, script);
    }

    /** The same with answers that may come twice. */
    Scripted answeredTwice() {
        return new Scripted(title, summary, guarantees, brokers, partitions, isQuick, true, script);
    }

    @Override
    public void play(ScenarioEnvironment stage) {
        script.accept(stage);
    }
}
