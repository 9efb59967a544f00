package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.FitPlan;
import dev.millrace.trainer.training.FitResult;
import dev.millrace.trainer.training.FitWatch;
import dev.millrace.trainer.training.Fitter;
import dev.millrace.trainer.training.Selection;
import dev.millrace.trainer.training.TaskPipeline;
import dev.millrace.trainer.training.Trigger;
import java.util.Map;
import java.util.Optional;

/** Fits a candidate on a selection of examples and compares it with the champion. Publishes nothing. */
final class CandidateFit<F, T> {

    private final RunSettings settings;
    private final Fitter<F, T> fitter;
    private final CandidateJudge<T> judge;
    private final Map<String, String> environment;

    /** @param environment of the fit, for provenance */
    CandidateFit(TaskPipeline<F, T> pipeline, RunSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.fitter = new Fitter<>(pipeline, settings.startFrom(), System::nanoTime);
        this.judge = new CandidateJudge<>(pipeline, settings.gate());
        this.environment = environment;
    }

    /** The fit and, if it produced a model, the model with its verdict. */
    record Outcome(FitResult fit, Optional<CandidateJudge.Judged> judged) {}

    /** Fits and judges one candidate. Takes as long as the plan allows. */
    Outcome make(Selection selection, Optional<Champion> champion, RunStart start, FitWatch watch) {
        FitPlan plan = settings.planWith(start.seed());
        Fitter.Fitted fitted = fitter.fit(selection, plan, champion, watch);
        return new Outcome(
                fitted.result(),
                fitted.result()
                        .best()
                        .filter(best -> fitted.result().stop() != FitResult.Stop.CANCELLED)
                        .map(best -> judge.judge(
                                selection,
                                champion,
                                ModelArtifact.of(
                                        new Manifest(
                                                fitted.architecture(),
                                                selection.labels(),
                                                plan.settings(),
                                                Map.of(),
                                                provenance(selection, fitted.startedFrom(), start)),
                                        best.weights()),
                                start.trigger() == Trigger.COMMAND)));
    }

    private Provenance provenance(Selection selection, Optional<String> startedFrom, RunStart start) {
        return new Provenance(
                start.data(),
                selection.trainingDigest(),
                selection.training().size(),
                start.seed(),
                start.startedAt(),
                startedFrom,
                environment);
    }
}
