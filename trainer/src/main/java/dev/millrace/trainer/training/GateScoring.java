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

/** Has models answer the gate part, loaded from their bytes just as the streams app loads them. */
public final class GateScoring<T> {

    private static final int BATCH = 64;

    private final TaskPipeline<?, T> pipeline;
    private final List<String> labels;
    private final int learned;
    private final SelectedSplit gate;

    public GateScoring(TaskPipeline<?, T> pipeline, Selection selection) {
        this.pipeline = pipeline;
        this.labels = selection.gateLabels().names();
        this.learned = selection.labels().size();
        this.gate = selection.gate();
    }

    public GateSplit truth() {
        return GateSplit.of(labels, learned, gate.labels());
    }

    /**
     * Answers of a model, whatever its labels; an example that it rejects has none.
     *
     * @param artifact taken through its bytes, so that what is judged is what will be read
     * @param precision to answer in
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
