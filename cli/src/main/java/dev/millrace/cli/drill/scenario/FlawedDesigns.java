package dev.millrace.cli.drill.scenario;

import dev.millrace.cli.drill.account.Tally;
import dev.millrace.cli.drill.fixture.Flaw;
import dev.millrace.cli.drill.fixture.FlawedApp;
import dev.millrace.cli.drill.stage.Guarantee;
import dev.millrace.cli.drill.stage.Service;
import dev.millrace.cli.drill.stage.ServicePlan;
import dev.millrace.cli.drill.stage.Stage;
import dev.millrace.model.Task;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** What a drill must not let pass. Reviews only. */
record FlawedDesigns(String title, String summary, Consumer<Stage> script, BiPredicate<Tally, Long> isCaught)
        implements Fixture {

    static List<Fixture> fixtures() {
        return List.of(
                new FlawedDesigns(
                        "naive-buffer-and-timer",
                        "records held back for a timer, kill -9 three times: some must be found lost",
                        FlawedDesigns::holdBack,
                        (tally, misattributed) -> tally.lost() > 0 && misattributed == 0),
                new FlawedDesigns(
                        "wrong-stamp",
                        "answers under the name of another model: some must be found misattributed",
                        FlawedDesigns::stampLate,
                        (tally, misattributed) -> tally.lost() == 0 && misattributed > 0));
    }

    @Override
    public List<Guarantee> guarantees() {
        return List.of(Guarantee.EXACTLY_ONCE);
    }

    @Override
    public void play(Stage stage) {
        script.accept(stage);
    }

    @Override
    public boolean isCaught(Tally tally, long misattributed) {
        return isCaught.test(tally, misattributed);
    }

    private static void holdBack(Stage stage) {
        Service app = start(stage, Flaw.HOLDS_BACK);
        for (double share : new double[] {0.2, 0.4, 0.6}) {
            stage.awaitAnswered(share);
            stage.say("kills it");
            app.process().kill();
            app.process().start();
        }
        stage.end();
    }

    private static void stampLate(Stage stage) {
        var unused = start(stage, Flaw.STAMPS_LATE);
        stage.end();
    }

    private static Service start(Stage stage, Flaw flaw) {
        stage.swaps().publish(Task.REVIEW);
        Service app = stage.services()
                .startOther(
                        "flawed-app",
                        FlawedApp.class,
                        ServicePlan.plain().withFlags("-D" + Flaw.PROPERTY + "=" + flaw));
        stage.startLoad(List.of(Task.REVIEW));
        stage.startSwaps(List.of(Task.REVIEW));
        return app;
    }
}
