package dev.millrace.cli.drill.scenario;

import dev.millrace.cli.drill.stage.Guarantee;
import dev.millrace.cli.drill.stage.Stage;
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

    /** From empty topics to {@link Stage#end}. */
    void play(Stage stage);
}
