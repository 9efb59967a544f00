package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import java.util.List;

/** Something that goes wrong, played against real processes while records flow and models swap. */
public interface Scenario {

    /** In lower case with dashes. */
    String title();

    /** What happens, for people: half a sentence. */
    String summary();

    /** Under which it is played. */
    default List<Guarantee> guarantees() {
        return List.of(Guarantee.EXACTLY_ONCE);
    }

    /** From empty topics to {@link ScenarioEnvironment#end}. */
    void play(ScenarioEnvironment stage);
}
