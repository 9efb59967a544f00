package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.model.PlantedModels;
import dev.millrace.drills.model.Release;
import dev.millrace.drills.model.SpoiledReleases;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Models that must not serve, and models that are merely unusual. */
final class SpoiledModels {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Task TASK = DefaultTasks.REVIEW;
    private static final Labels OTHER_LABELS = Labels.of("tragedy", "comedy", "romance", "satire");
    private static final int LARGE_WORDS = 60_000;

    private SpoiledModels() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                                "spoiled-models",
                                "corrupted chunk, missing chunk, wrong hash, NaN weights, unknown architecture, dangling alias",
                                SpoiledModels::spoiled)
                        .quick(),
                Scripted.exactlyOnce(
                        "unusual-models",
                        "other labels, 50 MB of weights, chunks of two writers interleaved",
                        SpoiledModels::unusual));
    }

    private static void spoiled(ScenarioEnvironment stage) {
        Service app = underLoad(stage);
        refused(stage, app, "corrupt", "a corrupted chunk", SpoiledReleases::corruptedChunk);
        refused(stage, app, "missing", "a missing chunk", SpoiledReleases::missingChunk);
        refused(stage, app, "corrupt", "a wrong hash", SpoiledReleases::wrongHash);
        refused(stage, app, "not_finite", "NaN weights", SpoiledReleases::notANumber);
        refused(stage, app, "corrupt", "an unknown architecture", SpoiledReleases::unknownArchitecture);
        stage.say("a dangling alias");
        stage.swaps().writer().name(TASK, "999999-deadbeef");
        stage.await(SOON, "the dangling alias is reported", () -> app.sum("millrace_alias_dangling") > 0);
        good(stage, app);
        stage.end();
    }

    private static void unusual(ScenarioEnvironment stage) {
        Service app = underLoad(stage);
        stage.say("a model with other labels");
        serve(stage, app, number -> PlantedModels.of(TASK, number, OTHER_LABELS));
        stage.say("a model of 50 MB");
        serve(stage, app, number -> PlantedModels.large(number, LARGE_WORDS));
        good(stage, app);
        stage.say("two models with interleaved records");
        Release first = stage.swaps().next(TASK);
        Release second = stage.swaps().next(TASK);
        stage.swaps().writer().publishInterleaved(first, second);
        app.awaitServing(second.version());
        stage.end();
    }

    private static Service underLoad(ScenarioEnvironment stage) {
        Service app = stage.services().startApp("streams-app-1", ServicePlan.plain());
        stage.publishFirstModels();
        app.awaitReady(SOON);
        stage.startLoad();
        stage.startSwaps(List.of(DefaultTasks.IMAGE));
        return app;
    }

    /** Publishes a model that must be refused for the given reason, then one that must serve. */
    private static void refused(
            ScenarioEnvironment stage, Service app, String reason, String what, IntFunction<Release> make) {
        stage.say(what);
        double before = app.sum("millrace_refusals_total", "reason=\"" + reason + "\"");
        Release spoiled = make.apply(stage.swaps().takeNumber(TASK));
        stage.swaps().writer().publish(spoiled);
        stage.await(
                SOON,
                what + " is refused as " + reason,
                () -> app.sum("millrace_refusals_total", "reason=\"" + reason + "\"") > before);
        good(stage, app);
        stage.require(
                app.sum("millrace_model_serving", "version=\"" + spoiled.version() + "\"") == 0, what + " serves");
    }

    private static void good(ScenarioEnvironment stage, Service app) {
        Release next = stage.swaps().next(TASK);
        stage.swaps().writer().publish(next);
        app.awaitServing(next.version());
    }

    private static void serve(ScenarioEnvironment stage, Service app, IntFunction<ModelArtifact> make) {
        int number = stage.swaps().takeNumber(TASK);
        Release release = stage.swaps().release(TASK, number, make.apply(number));
        stage.swaps().writer().publish(release);
        app.awaitServing(release.version());
    }
}
