package dev.millrace.drills.scenario;

import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.drills.audit.Figures;
import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.flawed.Flaw;
import dev.millrace.drills.flawed.FlawedApp;
import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Flawed designs that a drill must detect. Reviews only. */
record FlawedDesigns(String title, String summary, Consumer<ScenarioEnvironment> script, Predicate<Figures> isCaught)
        implements FlawedScenario {

    private static final Duration SWAPPED_SOON = Duration.ofSeconds(15);
    private static final Duration SWAPPED = Duration.ofMinutes(5);

    static List<FlawedScenario> flawed() {
        return List.of(
                new FlawedDesigns(
                        "naive-buffer-and-timer",
                        "records held back for a timer, kill -9 until some are gone: they must be found lost",
                        FlawedDesigns::holdBack,
                        figures -> figures.tally().lost() > 0 && figures.misattributed() == 0),
                new FlawedDesigns(
                        "wrong-stamp",
                        "answers under the name of another model: some must be found misattributed",
                        FlawedDesigns::stampLate,
                        figures -> figures.tally().lost() == 0 && figures.misattributed() > 0),
                new FlawedDesigns(
                        "never-swaps",
                        "an app that keeps its first model: it must be found stale",
                        FlawedDesigns::neverSwap,
                        figures -> figures.isStale() && figures.misattributed() == 0));
    }

    @Override
    public List<Guarantee> guarantees() {
        return List.of(Guarantee.EXACTLY_ONCE);
    }

    @Override
    public void play(ScenarioEnvironment stage) {
        script.accept(stage);
    }

    @Override
    public boolean isCaught(Figures figures) {
        return isCaught.test(figures);
    }

    /**
     * Kills the app in the middle of its work until it has taken records along: their offsets are committed, and their
     * answers are not. When that happens depends on the speed of the machine.
     */
    private static void holdBack(ScenarioEnvironment stage) {
        Service app = start(stage, Flaw.HOLDS_BACK);
        boolean hasLost = false;
        for (int tenths = 2; tenths < 10 && !hasLost; tenths++) {
            long before = stage.answered();
            stage.awaitAnswered(tenths / 10.0);
            if (stage.answered() > before) {
                stage.faults().kill(app.process());
                hasLost = committed(stage)
                        > CommittedRecords.count(
                                stage.cluster(),
                                stage.topics().reviewPredictions().name());
                app.process().start();
            }
        }
        stage.end();
    }

    /** How many inputs the app has committed as processed. */
    private static long committed(ScenarioEnvironment stage) {
        String group = stage.cluster().connection().topicNames().prefix() + FlawedApp.GROUP;
        try (Admin admin = stage.cluster().admin()) {
            return admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private static void stampLate(ScenarioEnvironment stage) {
        var unused = start(stage, Flaw.STAMPS_LATE);
        stage.await(SWAPPED, "predictions name four models", () -> stage.audit().modelsNamed() >= 4);
        stage.end();
    }

    private static void neverSwap(ScenarioEnvironment stage) {
        var unused = start(stage, Flaw.NEVER_SWAPS);
        stage.awaitAnswered(0.2);
        stage.rest(Figures.SWAP_LIMIT.plus(SWAPPED_SOON));
        stage.end();
    }

    private static Service start(ScenarioEnvironment stage, Flaw flaw) {
        stage.swaps().publish(DefaultTasks.REVIEW);
        Service app = stage.services()
                .startOther(
                        "flawed-app",
                        FlawedApp.class,
                        ServicePlan.plain().withFlags("-D" + Flaw.PROPERTY + "=" + flaw));
        stage.startLoad(List.of(DefaultTasks.REVIEW));
        stage.startSwaps(List.of(DefaultTasks.REVIEW));
        return app;
    }
}
