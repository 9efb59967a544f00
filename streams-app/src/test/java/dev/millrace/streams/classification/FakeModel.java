package dev.millrace.streams.classification;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.Labels;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ModelArtifact;
import java.util.ArrayList;
import java.util.List;

/** Labels every text with its own first word, so a test can see which input got which answer. */
final class FakeModel implements LoadedModel<String> {

    /** The text that makes the network throw. */
    static final String POISON = "poison";

    final List<Integer> batchSizes = new ArrayList<>();
    int openClassifiers;

    @Override
    public ModelArtifact artifact() {
        throw new UnsupportedOperationException("the stage asks for no artifact");
    }

    @Override
    public String precision() {
        return "float32";
    }

    @Override
    public Classifier<String> newClassifier() {
        openClassifiers++;
        return new Classifier<>() {
            @Override
            public List<Outcome> classify(List<String> inputs) {
                if (inputs.contains(POISON)) {
                    throw new IllegalArgumentException("the network can't");
                }
                batchSizes.add(inputs.size());
                return inputs.stream().map(FakeModel::answer).toList();
            }

            @Override
            public void close() {
                openClassifiers--;
            }
        };
    }

    private static Outcome answer(String text) {
        Labels labels = Labels.of(text.split(" ", 2)[0], "other");
        return new Outcome.Classified(Classification.of(labels, new float[] {0.9f, 0.1f}));
    }

    @Override
    public void close() {}
}
