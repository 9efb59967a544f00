package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import java.util.List;
import java.util.function.Consumer;

/** A scenario defined by a script. */
record Scripted(String title, String summary, List<Guarantee> guarantees, Consumer<ScenarioEnvironment> script)
        implements Scenario {

    /** A scenario for both guarantees. */
    static Scenario underBoth(String title, String summary, Consumer<ScenarioEnvironment> script) {
        return new Scripted(title, summary, List.of(Guarantee.values()), script);
    }

    /** A scenario for exactly-once only. */
    static Scenario exactlyOnce(String title, String summary, Consumer<ScenarioEnvironment> script) {
        return new Scripted(title, summary, List.of(Guarantee.EXACTLY_ONCE), script);
    }

    @Override
    public void play(ScenarioEnvironment stage) {
        script.accept(stage);
    }
}
