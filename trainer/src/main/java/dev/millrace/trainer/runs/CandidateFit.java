package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.onednn.Precision;
import dev.millrace.trainer.gate.Answers;
import dev.millrace.trainer.gate.Gate;
import dev.millrace.trainer.gate.GateSplit;
import dev.millrace.trainer.gate.GateVerdict;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.FitPlan;
import dev.millrace.trainer.training.FitResult;
import dev.millrace.trainer.training.FitWatch;
import dev.millrace.trainer.training.Fitter;
import dev.millrace.trainer.training.GateScoring;
import dev.millrace.trainer.training.Selection;
import dev.millrace.trainer.training.TaskPipeline;
import dev.millrace.trainer.training.Trigger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Fits a candidate on a selection of examples and compares it with the champion. Publishes nothing. */
final class CandidateFit<F, T> {

    private final TaskPipeline<F, T> pipeline;
    private final RunSettings settings;
    private final Fitter<F, T> fitter;
    private final Map<String, String> environment;

    /** @param environment of the fit, for provenance */
    CandidateFit(TaskPipeline<F, T> pipeline, RunSettings settings, Map<String, String> environment) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.fitter = new Fitter<>(pipeline, settings.startFrom(), System::nanoTime);
        this.environment = environment;
    }

    /** The fit and, if it produced a model, the model with its verdict. */
    record Outcome(FitResult fit, Optional<Judged> judged) {}

    /**
     * A model with its verdict.
     *
     * @param artifact includes its metrics on the gate part
     */
    record Judged(ModelArtifact artifact, GateVerdict verdict) {}

    /** Fits and judges one candidate. Takes as long as the plan allows. */
    Outcome make(Selection selection, Optional<Champion> champion, RunStart start, FitWatch watch) {
        FitPlan plan = settings.planWith(start.seed());
        Fitter.Fitted fitted = fitter.fit(selection, plan, champion, watch);
        return new Outcome(
                fitted.result(),
                fitted.result()
                        .best()
                        .filter(best -> fitted.result().stop() != FitResult.Stop.CANCELLED)
                        .map(best -> judge(
                                selection,
                                champion,
                                new Manifest(
                                        fitted.architecture(),
                                        selection.labels(),
                                        plan.settings(),
                                        Map.of(),
                                        provenance(selection, fitted.startedFrom(), start)),
                                best.weights(),
                                start.trigger() == Trigger.COMMAND)));
    }

    private Judged judge(
            Selection selection, Optional<Champion> champion, Manifest manifest, Weights weights, boolean isCommanded) {
        GateScoring<T> scoring = new GateScoring<>(pipeline, selection);
        GateSplit truth = scoring.truth();
        byte[] candidate = ModelArtifact.of(manifest, weights).toBytes();
        Answers answers = scoring.answers(candidate, Precision.FLOAT32);
        Optional<Answers> championAnswers =
                champion.map(model -> scoring.answers(model.artifact().toBytes(), Precision.FLOAT32));
        GateVerdict verdict = new Gate(settings.gate(), isCommanded).decide(truth, answers, championAnswers);
        Map<String, Double> metrics = new HashMap<>();
        metrics.put("accuracy", verdict.candidateAccuracy());
        metrics.put("loss", answers.loss());
        if (verdict instanceof GateVerdict.Passed && Precision.BFLOAT16.isAvailable()) {
            Answers narrow = scoring.answers(candidate, Precision.BFLOAT16);
            metrics.putAll(truth.agreement(answers, narrow).metrics());
        }
        return new Judged(ModelArtifact.of(withMetrics(manifest, metrics), weights), verdict);
    }

    private static Manifest withMetrics(Manifest manifest, Map<String, Double> metrics) {
        return new Manifest(
                manifest.architecture(), manifest.labels(), manifest.fitSettings(), metrics, manifest.provenance());
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
