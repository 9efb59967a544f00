package dev.millrace.drills.audit;

import dev.millrace.drills.model.ModelArchive;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.spec.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Classifies the inputs of predictions again with the models of a task, in one batch per model. Not thread-safe.
 *
 * @param <T> what the models take
 */
final class PredictionVerifier<T> implements AutoCloseable {

    private static final int BATCH = 64;

    private final ModelArchive models;
    private final Task task;
    private final float tolerance;
    private final Map<Stamp, Bench<T>> benches = new HashMap<>();
    private long refuted;

    PredictionVerifier(ModelArchive models, Task task, float tolerance) {
        this.models = models;
        this.task = task;
        this.tolerance = tolerance;
    }

    /** The predictions of one model that wait for a full batch. */
    private record Bench<T>(
            LoadedModel<T> model, Classifier<T> classifier, List<PredictionRecord> predictions, List<T> inputs) {}

    void add(PredictionRecord prediction, T input) {
        Optional<Bench<T>> bench =
                Optional.ofNullable(benches.get(prediction.stamp())).or(() -> open(prediction.stamp()));
        if (bench.isEmpty()) {
            refuted++;
            return;
        }
        bench.get().predictions().add(prediction);
        bench.get().inputs().add(input);
        if (bench.get().inputs().size() >= BATCH) {
            judge(bench.get());
        }
    }

    /** Number of claims that do not hold: the model is unknown, has another digest, or gives other scores. */
    long refuted() {
        benches.values().forEach(this::judge);
        return refuted;
    }

    private Optional<Bench<T>> open(Stamp stamp) {
        if (!stamp.isOf(task)) {
            return Optional.empty();
        }
        Optional<Bench<T>> opened = models.<T>load(task, stamp.version(), stamp.sha256())
                .map(model -> new Bench<>(model, model.newClassifier(), new ArrayList<>(), new ArrayList<>()));
        opened.ifPresent(bench -> benches.put(stamp, bench));
        return opened;
    }

    private void judge(Bench<T> bench) {
        List<Outcome> outcomes = bench.classifier().classify(bench.inputs());
        for (int i = 0; i < outcomes.size(); i++) {
            PredictionRecord prediction = bench.predictions().get(i);
            boolean holds = outcomes.get(i)
                    .fold(
                            classified -> prediction
                                    .scores()
                                    .agreesWith(
                                            Scores.of(
                                                    classified.classification().scores()),
                                            tolerance),
                            rejected -> false);
            refuted += holds ? 0 : 1;
        }
        bench.predictions().clear();
        bench.inputs().clear();
    }

    @Override
    public void close() {
        benches.values().forEach(bench -> {
            bench.classifier().close();
            bench.model().close();
        });
    }
}
