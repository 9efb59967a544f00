package dev.millrace.cli.drill.scenario;

import dev.millrace.cli.drill.stage.Guarantee;
import dev.millrace.cli.drill.stage.Stage;
import java.util.List;
import java.util.function.Consumer;

/** A scenario by its script. */
record Scripted(String title, String summary, List<Guarantee> guarantees, Consumer<Stage> script) implements Scenario {

    /** Under both guarantees. */
    static Scenario underBoth(String title, String summary, Consumer<Stage> script) {
        return new Scripted(title, summary, List.of(Guarantee.values()), script);
    }

    /** Under exactly-once alone. */
    static Scenario exactlyOnce(String title, String summary, Consumer<Stage> script) {
        return new Scripted(title, summary, List.of(Guarantee.EXACTLY_ONCE), script);
    }

    @Override
    public void play(Stage stage) {
        script.accept(stage);
    }
}
