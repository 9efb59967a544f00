package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import java.util.List;

/** A fault, injected into real processes while records flow and models swap. */
public interface Scenario {

    /** The name, in lower case with hyphens. */
    String title();

    /** What happens, in half a sentence for the user. */
    String summary();

    /** The guarantees under which it runs. */
    default List<Guarantee> guarantees() {
        return List.of(Guarantee.EXACTLY_ONCE);
    }

    /** Number of brokers that it runs on: 1 or 3. */
    default int brokers() {
        return 1;
    }

    /** Number of partitions of its topics. */
    default int partitions() {
        return ScenarioEnvironment.PARTITIONS;
    }

    /** Whether answers may come twice, even under exactly-once. */
    default boolean mayAnswerTwice() {
        return false;
    }

    /** Whether it is one of the few that are meant for half an hour. */
    default boolean isQuick() {
        return false;
    }

    /** Runs from empty topics to {@link ScenarioEnvironment#end}. */
    void play(ScenarioEnvironment stage);
}
