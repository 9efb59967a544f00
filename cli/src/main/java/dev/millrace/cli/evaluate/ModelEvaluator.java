package dev.millrace.cli.evaluate;

import dev.millrace.cli.data.Sample;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import java.util.List;
import java.util.function.Function;

/** Classifies samples with one model, and counts. Not thread-safe. */
final class ModelEvaluator<T> implements AutoCloseable {

    private final LoadedModel<T> model;
    private final Classifier<T> classifier;
    private final Function<Sample, T> toInput;
    private final Confusion confusion = new Confusion();
    private int rejected;

    /** @param model closed together with this */
    ModelEvaluator(LoadedModel<T> model, Function<Sample, T> toInput) {
        this.model = model;
        this.classifier = model.newClassifier();
        this.toInput = toInput;
    }

    List<Outcome> judge(List<Sample> batch) {
        List<Outcome> outcomes = classifier.classify(batch.stream().map(toInput).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            String truth = batch.get(i).label().orElseThrow();
            rejected += outcomes.get(i)
                    .fold(
                            classified -> {
                                confusion.add(truth, classified.classification());
                                return 0;
                            },
                            rejection -> 1);
        }
        return outcomes;
    }

    Confusion confusion() {
        return confusion;
    }

    int rejected() {
        return rejected;
    }

    /** Name of the precision. */
    String precision() {
        return model.precision().text();
    }

    @Override
    public void close() {
        classifier.close();
        model.close();
    }
}
