package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.spec.Labels;
import dev.millrace.modelregistry.publish.NewModel;
import dev.millrace.trainer.examples.ExampleSnapshot;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.FitResult;
import dev.millrace.trainer.training.FitResult.Stop;
import dev.millrace.trainer.training.LabelRules;
import dev.millrace.trainer.training.Selection;
import dev.millrace.trainer.training.TaskPipeline;
import dev.millrace.trainer.training.Trigger;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs one task's runs, each from a snapshot of the store to a record on {@code training-runs}. Not thread-safe.
 */
public final class TrainingRunExecutor<F, T> {

    private static final Logger log = LoggerFactory.getLogger(TrainingRunExecutor.class);

    private final TaskPipeline<F, T> pipeline;
    private final RunSettings settings;
    private final ExampleStore store;
    private final ModelStore models;
    private final RunMetrics metrics;
    private final InstantSource clock;
    private final CandidateFit<F, T> run;

    /** @param environment of the fits, for provenance */
    public TrainingRunExecutor(
            TaskPipeline<F, T> pipeline,
            RunSettings settings,
            ExampleStore store,
            ModelStore models,
            RunMetrics metrics,
            InstantSource clock,
            Map<String, String> environment) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.store = store;
        this.models = models;
        this.metrics = metrics;
        this.clock = clock;
        this.run = new CandidateFit<>(pipeline, settings, environment);
    }

    /**
     * A run that left a record.
     *
     * @param arrivals that it could see
     * @param isWorthRetrying whether it failed for a reason that may be gone the next time, such as lack of memory
     */
    public record Recorded(RunEnd.Kind kind, long arrivals, boolean isWorthRetrying) {}

    /** Runs once. Returns empty if the run was cancelled; then it leaves no record. */
    public Optional<Recorded> perform(Trigger trigger, BooleanSupplier isCancelled) {
        Instant startedAt = clock.instant();
        Optional<Recorded> recorded = Optional.empty();
        metrics.started();
        try (ExampleSnapshot snapshot = store.snapshot()) {
            long seed = settings.plan().settings().seed() + snapshot.progress().arrivals();
            RunStart start =
                    new RunStart(trigger, startedAt, snapshot.progress().data(), seed);
            log.info(
                    "Run started: task={} run={} trigger={} examples={}",
                    pipeline.task().id(),
                    start.run(),
                    trigger,
                    snapshot.size());
            recorded = perform(start, snapshot, isCancelled)
                    .map(end -> new Recorded(end.kind(), snapshot.progress().arrivals(), end.isWorthRetrying()));
            return recorded;
        } finally {
            metrics.ended(recorded.map(Recorded::kind), Duration.between(startedAt, clock.instant()));
        }
    }

    private record End(RunEnd.Kind kind, boolean isWorthRetrying) {}

    private Optional<End> perform(RunStart start, ExampleSnapshot snapshot, BooleanSupplier isCancelled) {
        return models.champion()
                .fold(
                        none -> perform(start, snapshot, Optional.empty(), isCancelled),
                        known -> perform(start, snapshot, Optional.of(known.champion()), isCancelled),
                        unreadable -> failed(
                                start,
                                Optional.empty(),
                                Optional.empty(),
                                "there is nothing to compare a candidate with: " + unreadable.reason(),
                                true));
    }

    private Optional<End> perform(
            RunStart start, ExampleSnapshot snapshot, Optional<Champion> champion, BooleanSupplier isCancelled) {
        Optional<Labels> championLabels =
                champion.map(model -> model.artifact().manifest().labels());
        LabelRules rules = new LabelRules(pipeline.task(), settings.labels(), models.decisions());
        Optional<Selection> selection;
        try {
            selection = Selection.of(snapshot, settings.selection(), rules, championLabels);
        } catch (RuntimeException | Error e) {
            // It has no effects, so whatever failed, lack of memory included, only this run has.
            return failed(start, Optional.empty(), e);
        }
        if (selection.isEmpty()) {
            return failed(start, Optional.empty(), Optional.empty(), tooFew(snapshot), false);
        }
        Optional<LabelRules.Refusal> refusal = rules.refusal(selection.get().labels(), championLabels);
        if (refusal.isPresent()) {
            RunReport report = report(start, selection, Optional.empty(), RunEnd.refused(refusal.get()));
            return Optional.of(new End(record(report), false));
        }
        return fit(start, selection.get(), champion, isCancelled);
    }

    private Optional<End> fit(
            RunStart start, Selection selection, Optional<Champion> champion, BooleanSupplier isCancelled) {
        CandidateFit.Outcome outcome;
        try {
            outcome = run.make(selection, champion, start, new RunWatch(pipeline.task(), metrics, isCancelled));
        } catch (RuntimeException | Error e) {
            // A fit has no effects outside of itself either.
            return failed(start, Optional.of(selection), e);
        }
        return ended(start, selection, champion, outcome);
    }

    private Optional<End> ended(
            RunStart start, Selection selection, Optional<Champion> champion, CandidateFit.Outcome outcome) {
        if (outcome.fit().stop() == Stop.CANCELLED) {
            log.info("Run cancelled: task={} run={}", pipeline.task().id(), start.run());
            return Optional.empty();
        }
        try {
            return end(start, selection, champion, outcome);
        } catch (ArtifactException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            return failed(start, Optional.of(selection), e);
        }
    }

    private Optional<End> end(
            RunStart start, Selection selection, Optional<Champion> champion, CandidateFit.Outcome outcome) {
        Optional<Selection> selected = Optional.of(selection);
        if (outcome.judged().isEmpty()) {
            String reason = "the fit " + outcome.fit().stop().sentence();
            return failed(start, selected, Optional.of(outcome.fit()), reason, false);
        }
        CandidateJudge.Judged judged = outcome.judged().get();
        RunReport report = report(start, selected, Optional.of(outcome.fit()), RunEnd.of(judged.verdict()));
        RunEnd.Kind kind =
                judged.verdict().fold(passed -> publish(report, judged, champion), refused -> record(report));
        return Optional.of(new End(kind, false));
    }

    private RunEnd.Kind publish(RunReport report, CandidateJudge.Judged judged, Optional<Champion> champion) {
        NewModel model =
                new NewModel(pipeline.task(), judged.artifact(), report.endedAt(), champion.map(Champion::version));
        String version = models.publish(model, report);
        log.info(
                "Model published: task={} version={} reason={}",
                pipeline.task().id(),
                version,
                report.end().reason());
        return report.end().kind();
    }

    private Optional<End> failed(RunStart start, Optional<Selection> selection, Throwable error) {
        log.error("Run failed: task={} run={}", pipeline.task().id(), start.run(), error);
        return failed(start, selection, Optional.empty(), "the run failed: " + error, true);
    }

    private Optional<End> failed(
            RunStart start,
            Optional<Selection> selection,
            Optional<FitResult> fit,
            String reason,
            boolean isWorthRetrying) {
        return Optional.of(new End(record(report(start, selection, fit, RunEnd.failed(reason))), isWorthRetrying));
    }

    private RunEnd.Kind record(RunReport report) {
        models.record(report);
        log.info(
                "Run ended: task={} verdict={} reason={}",
                pipeline.task().id(),
                report.end().kind(),
                report.end().reason());
        return report.end().kind();
    }

    private RunReport report(RunStart start, Optional<Selection> selection, Optional<FitResult> fit, RunEnd end) {
        RunReport.PartSizes sizes = selection
                .map(parts -> new RunReport.PartSizes(
                        parts.training().size(),
                        parts.validation().size(),
                        parts.gate().size()))
                .orElse(new RunReport.PartSizes(0, 0, 0));
        return new RunReport(
                pipeline.task(),
                start.run(),
                start.trigger(),
                start.startedAt(),
                clock.instant(),
                start.data(),
                sizes,
                fit,
                end,
                start.seed(),
                Optional.empty());
    }

    private String tooFew(ExampleSnapshot snapshot) {
        return "two labels with at least " + settings.selection().minimumPerLabel()
                + " training examples each and one validation example are required, the store has " + snapshot.size()
                + " examples with " + snapshot.labels().size() + " labels";
    }
}
