package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.TaskType;
import dev.millrace.trainer.examples.ExampleSnapshot;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.LabelRules;
import dev.millrace.trainer.training.Selection;
import dev.millrace.trainer.training.TaskPipeline;
import dev.millrace.trainer.training.Trigger;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges uploaded models as the candidates of training runs are judged: on the gate part, against the champion. Each leaves
 * one record on {@code training-runs}. Not thread-safe.
 */
public final class UploadRun<F, T> implements UploadJudge {

    private static final Logger log = LoggerFactory.getLogger(UploadRun.class);

    private final TaskPipeline<F, T> pipeline;
    private final RunSettings settings;
    private final ExampleStore store;
    private final UploadedModels models;
    private final InstantSource clock;

    /** Judges on the examples of {@code store}. */
    public UploadRun(
            TaskPipeline<F, T> pipeline,
            RunSettings settings,
            ExampleStore store,
            UploadedModels models,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.store = store;
        this.models = models;
        this.clock = clock;
    }

    @Override
    public void judge(String version) {
        log.info("Upload is judged: task={} version={}", pipeline.task().id(), version);
        try (ExampleSnapshot snapshot = store.snapshot()) {
            RunStart start = new RunStart(
                    Trigger.COMMAND, clock.instant(), snapshot.progress().data(), 0);
            models.champion()
                    .fold(
                            none -> judge(version, start, snapshot, Optional.empty()),
                            known -> judge(version, start, snapshot, Optional.of(known.champion())),
                            unreadable -> failed(
                                    version, start, "there is nothing to compare it with: " + unreadable.reason()));
        }
    }

    private RunEnd.Kind judge(String version, RunStart start, ExampleSnapshot snapshot, Optional<Champion> champion) {
        if (champion.filter(model -> model.version().equals(version)).isPresent()) {
            return failed(version, start, "it serves already");
        }
        Selection selection;
        CandidateJudge.Judged judged;
        try {
            ModelArtifact candidate = models.uploaded(version);
            requireType(candidate);
            selection = selection(snapshot, candidate, champion);
            judged = judged(selection, champion, candidate);
        } catch (ArtifactException e) {
            return failed(version, start, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | OutOfMemoryError e) {
            // Whatever the upload is, it must not end the term: the next one would judge it again.
            log.warn(
                    "Upload can't be judged: task={} version={}",
                    pipeline.task().id(),
                    version,
                    e);
            return failed(version, start, e.toString());
        }
        RunReport report = report(version, start, selection.gate().size(), RunEnd.of(judged.verdict()));
        return judged.verdict().fold(passed -> promote(version, judged, report), refused -> record(report));
    }

    /** Whatever fails while it is judged is the upload's fault: otherwise each next leader would judge it again. */
    private CandidateJudge.Judged judged(Selection selection, Optional<Champion> champion, ModelArtifact candidate) {
        try {
            return new CandidateJudge<>(pipeline, settings.gate()).judge(selection, champion, candidate, true);
        } catch (RuntimeException | Error e) {
            log.warn("Upload can't be judged: task={}", pipeline.task().id(), e);
            throw new ArtifactException("judging it failed: " + e);
        }
    }

    private Selection selection(ExampleSnapshot snapshot, ModelArtifact candidate, Optional<Champion> champion) {
        Labels labels = candidate.manifest().labels();
        LabelRules rules = new LabelRules(pipeline.task(), settings.labels(), models.decisions());
        return Selection.forGate(
                snapshot,
                settings.selection(),
                labels,
                Selection.gateLabels(
                        labels,
                        rules,
                        champion.map(model -> model.artifact().manifest().labels())));
    }

    private RunEnd.Kind failed(String version, RunStart start, String reason) {
        return record(report(version, start, 0, RunEnd.failed("version '" + version + "' can't be judged: " + reason)));
    }

    private void requireType(ModelArtifact candidate) {
        TaskType type = candidate.manifest().architecture().type();
        if (type != pipeline.task().type()) {
            throw new ArtifactException("task '" + pipeline.task() + "' requires a network for "
                    + pipeline.task().type() + ", got one for " + type);
        }
    }

    private RunEnd.Kind promote(String version, CandidateJudge.Judged judged, RunReport report) {
        models.promote(version, judged.artifact().manifest().metrics(), report);
        log.info(
                "Uploaded model is champion: task={} version={} reason={}",
                pipeline.task().id(),
                version,
                report.end().reason());
        return report.end().kind();
    }

    private RunEnd.Kind record(RunReport report) {
        models.record(report);
        log.info(
                "Upload judged: task={} version={} verdict={} reason={}",
                pipeline.task().id(),
                report.candidate().orElseThrow(),
                report.end().kind(),
                report.end().reason());
        return report.end().kind();
    }

    private RunReport report(String version, RunStart start, long gateExamples, RunEnd end) {
        return new RunReport(
                pipeline.task(),
                start.run(),
                start.trigger(),
                start.startedAt(),
                clock.instant(),
                start.data(),
                new RunReport.PartSizes(0, 0, gateExamples),
                Optional.empty(),
                end,
                start.seed(),
                Optional.of(version));
    }
}
