package dev.millrace.drills.scenario;

import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import dev.millrace.drills.model.Release;
import dev.millrace.drills.model.SpoiledReleases;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.publish.Retirement;
import dev.millrace.modelregistry.publish.VersionRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The alias names a version that can't serve, or several operators change it at once. */
final class Aliases {

    private static final Task TASK = DefaultTasks.REVIEW;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration GO_ON = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final String SUBSTITUTE = "millrace_model_substitute";
    private static final int CHANGES = 12;
    private static final int KEPT = 4;

    private Aliases() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scripted.exactlyOnce(
                                "champion-refused",
                                "the champion is corrupt, and then all streams apps are killed and started",
                                Aliases::refuse)
                        .quick(),
                Scripted.exactlyOnce(
                        "operators-race",
                        "two operators pin and unpin while models are published and retired",
                        Aliases::race));
    }

    private static List<Service> underLoad(ScenarioEnvironment stage) {
        List<Service> apps = List.of(
                stage.services().startApp("streams-app-1", ServicePlan.plain()),
                stage.services().startApp("streams-app-2", ServicePlan.plain()));
        stage.publishFirstModels();
        apps.forEach(app -> app.awaitReady(SOON));
        stage.startLoad();
        return apps;
    }

    private static void refuse(ScenarioEnvironment stage) {
        List<Service> apps = underLoad(stage);
        stage.startSwaps(List.of(DefaultTasks.IMAGE));
        Release good = stage.swaps().next(TASK);
        stage.swaps().writer().publish(good);
        apps.forEach(app -> app.awaitServing(good.version()));
        Release spoiled = SpoiledReleases.corruptedChunk(stage.swaps().takeNumber(TASK));
        stage.swaps().writer().publishAfter(good.version(), spoiled);
        stage.await(
                SOON,
                "both apps refuse the champion",
                () -> apps.stream().allMatch(app -> app.sum("millrace_refusals_total", "reason=\"corrupt\"") > 0));
        apps.forEach(app -> stage.faults().kill(app.process()));
        apps.forEach(app -> app.process().start());
        apps.forEach(app -> app.awaitReady(SOON));
        apps.forEach(app -> app.awaitServing(good.version()));
        requireAnswers(stage);
        apps.forEach(app -> stage.require(
                app.sum(SUBSTITUTE, "task=\"review\"") == 1, app.process().name() + " does not report its substitute"));
        Release next = stage.swaps().next(TASK);
        stage.swaps().writer().publish(next);
        apps.forEach(app -> app.awaitServing(next.version()));
        stage.end();
    }

    private static void requireAnswers(ScenarioEnvironment stage) {
        String topic = stage.topics().reviews().name();
        long before = stage.audit().answered(topic);
        stage.rest(GO_ON);
        stage.require(stage.audit().answered(topic) > before, "no review was answered while the champion was refused");
    }

    private static void race(ScenarioEnvironment stage) {
        List<Service> apps = underLoad(stage);
        stage.startSwaps();
        CompletableFuture<Void> both = CompletableFuture.allOf(
                CompletableFuture.runAsync(new Operator(stage.cluster(), TASK, 1, CHANGES)),
                CompletableFuture.runAsync(new Operator(stage.cluster(), TASK, 2, CHANGES)));
        while (!both.isDone()) {
            retire(stage);
            stage.rest(BETWEEN);
        }
        both.join();
        Operator last = new Operator(stage.cluster(), TASK, 3, 0);
        String pinned = last.pinNewest();
        stage.say("both operators are done; a third one pins " + pinned);
        apps.forEach(app -> app.awaitServing(pinned));
        last.unpin();
        Release next = stage.swaps().next(TASK);
        stage.swaps().writer().publish(next);
        stage.await(
                SOON,
                "the champion serves again",
                () -> apps.stream()
                        .noneMatch(app -> app.sum("millrace_model_serving", "version=\"" + pinned + "\"") == 1));
        stage.end();
    }

    /** As a trainer does after a publish. */
    private static void retire(ScenarioEnvironment stage) {
        ModelCatalog before = Operator.catalog(stage.cluster());
        Retirement plan = Retirement.of(TASK, before, new VersionRetention(KEPT), Instant.now());
        if (!plan.isEmpty() && plan.isHarmless(Operator.catalog(stage.cluster()))) {
            stage.swaps().writer().retire(plan.keys());
        }
    }
}
