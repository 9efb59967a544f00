package dev.millrace.trainer.training;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.Precision;
import dev.millrace.trainer.gate.Answers;
import dev.millrace.trainer.gate.GateSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets models answer the gate part. Loads them from their bytes, as the streams app does. */
public final class GateScoring<T> {

    private static final int BATCH = 64;

    private final TaskPipeline<?, T> pipeline;
    private final List<String> labels;
    private final int learned;
    private final SelectedSplit gate;

    /** Scores the gate examples of a selection. */
    public GateScoring(TaskPipeline<?, T> pipeline, Selection selection) {
        this.pipeline = pipeline;
        this.labels = selection.gateLabels().names();
        this.learned = selection.labels().size();
        this.gate = selection.gate();
    }

    /** The true labels of the gate examples. */
    public GateSplit truth() {
        return GateSplit.of(labels, learned, gate.labels());
    }

    /**
     * The answers of a model with any labels. An example that the model rejects has no answer.
     *
     * @param artifact serialised, so that the model that is judged is the model that will be read
     * @param precision the number format to serve in
     */
    public Answers answers(byte[] artifact, Precision precision) {
        int[] predicted = new int[gate.size()];
        double loss = 0;
        try (LoadedModel<T> model = pipeline.load(ModelArtifact.parse(artifact), precision);
                Classifier<T> classifier = model.newClassifier()) {
            for (int from = 0; from < gate.size(); from += BATCH) {
                List<Outcome> outcomes = classifier.classify(inputs(from, Math.min(gate.size(), from + BATCH)));
                for (int i = 0; i < outcomes.size(); i++) {
                    Optional<Classification> answer = classification(outcomes.get(i));
                    predicted[from + i] =
                            answer.map(given -> labels.indexOf(given.label())).orElse(Answers.NONE);
                    loss += loss(answer, labels.get(gate.label(from + i)));
                }
            }
        }
        return Answers.of(predicted, gate.size() == 0 ? 0 : loss / gate.size());
    }

    private List<T> inputs(int from, int to) {
        List<T> inputs = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            inputs.add(pipeline.input(gate.content(i)));
        }
        return inputs;
    }

    private static double loss(Optional<Classification> answer, String truth) {
        return Evaluation.loss(
                answer.map(given -> given.scores().getOrDefault(truth, 0f)).orElse(0f));
    }

    private static Optional<Classification> classification(Outcome outcome) {
        return outcome.fold(classified -> Optional.of(classified.classification()), rejected -> Optional.empty());
    }
}
