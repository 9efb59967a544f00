package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.Precision;
import dev.millrace.trainer.gate.Answers;
import dev.millrace.trainer.gate.Gate;
import dev.millrace.trainer.gate.GateSettings;
import dev.millrace.trainer.gate.GateSplit;
import dev.millrace.trainer.gate.GateVerdict;
import dev.millrace.trainer.gate.PriorEvidence;
import dev.millrace.trainer.training.Champion;
import dev.millrace.trainer.training.GateScoring;
import dev.millrace.trainer.training.Selection;
import dev.millrace.trainer.training.TaskPipeline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares a candidate, fitted or uploaded, with the champion on the gate examples of a selection. */
record CandidateJudge<T>(TaskPipeline<?, T> pipeline, GateSettings settings) {

    /**
     * A model with its verdict.
     *
     * @param artifact the candidate with its metrics on the gate part
     */
    record Judged(ModelArtifact artifact, GateVerdict verdict) {}

    /** @param isCommanded whether an operator wants the candidate, so that it may lack labels of the champion */
    Judged judge(Selection selection, Optional<Champion> champion, ModelArtifact candidate, boolean isCommanded) {
        GateScoring<T> scoring = new GateScoring<>(pipeline, selection);
        GateSplit truth = scoring.truth();
        Answers answers = scoring.answers(candidate.toBytes(), Precision.FLOAT32);
        Optional<Answers> championAnswers =
                champion.map(model -> scoring.answers(model.artifact().toBytes(), Precision.FLOAT32));
        PriorEvidence prior =
                champion.map(model -> prior(candidate.manifest(), model)).orElse(PriorEvidence.none());
        GateVerdict verdict = new Gate(settings, isCommanded, prior).decide(truth, answers, championAnswers);
        Map<String, Double> metrics = new HashMap<>();
        metrics.put("accuracy", verdict.candidateAccuracy());
        metrics.put("loss", answers.loss());
        if (verdict instanceof GateVerdict.Passed && Precision.BFLOAT16.isAvailable()) {
            Answers narrow = scoring.answers(candidate.toBytes(), Precision.BFLOAT16);
            metrics.putAll(truth.agreement(answers, narrow).metrics());
        }
        return new Judged(ModelArtifact.of(withMetrics(candidate.manifest(), metrics), candidate.weights()), verdict);
    }

    private static PriorEvidence prior(Manifest candidate, Champion champion) {
        Manifest before = champion.artifact().manifest();
        return PriorEvidence.of(
                candidate.provenance().trainingExamples(), before.provenance().trainingExamples(), champion.history());
    }

    private static Manifest withMetrics(Manifest manifest, Map<String, Double> metrics) {
        return new Manifest(
                manifest.architecture(), manifest.labels(), manifest.fitSettings(), metrics, manifest.provenance());
    }
}
