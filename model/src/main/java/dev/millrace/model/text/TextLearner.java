package dev.millrace.model.text;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.fitting.ParallelFor;
import dev.millrace.model.fitting.WeightUpdate;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.TextArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Fits the recurrent network. Distributes a mini-batch over the threads, longest texts first and one to each in turn,
 * and adds their gradients in a fixed order.
 */
public final class TextLearner implements Learner<int[]> {

    private static final int SCORING_BATCH = 64;

    private final TextArchitecture shape;
    private final int vocabularySize;
    private final int labels;
    private final FitSettings settings;
    private final float[][] weights;
    private final List<Worker> workers = new ArrayList<>();
    private final ParallelFor parallel;
    private final WeightUpdate update;
    private long steps;

    private TextLearner(
            TextArchitecture shape, int vocabularySize, int labels, FitSettings settings, Weights start, int threads) {
        this.shape = shape;
        this.vocabularySize = vocabularySize;
        this.labels = labels;
        this.settings = settings;
        this.weights = TextWeights.copy(start);
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(new RecurrentPass(shape), new TextGradients(shape, vocabularySize, labels)));
        }
        this.parallel = new ParallelFor(threads, "text-learner");
        this.update = new WeightUpdate(settings.optimizer(), weights, parallel);
    }

    private record Worker(RecurrentPass pass, TextGradients gradients) {}

    /**
     * Opens a learner.
     *
     * @param vocabularySize number of ids; features must be below it
     * @param labels number of labels, at least 2
     * @param start weights to start from; empty for random ones from the settings' seed
     * @param threads at least 1
     * @throws dev.millrace.model.artifact.ArtifactException when the starting weights do not fit this network
     */
    public static TextLearner open(
            TextArchitecture shape,
            int vocabularySize,
            int labels,
            FitSettings settings,
            Optional<Weights> start,
            int threads) {
        Weights weights = start.orElseGet(() -> TextWeights.initial(shape, vocabularySize, labels, settings.seed()));
        TextWeights.require(weights, shape, vocabularySize, labels);
        return new TextLearner(shape, vocabularySize, labels, settings, weights, threads);
    }

    @Override
    public double step(List<int[]> features, int[] labels, double learningRate) {
        steps++;
        Integer[] order = LengthOrder.longestFirst(features);
        double[] losses = new double[workers.size()];
        parallel.run(part -> losses[part] = partGradients(part, order, features, labels));
        update.apply(
                workers.stream().map(worker -> worker.gradients().all()).toList(),
                features.size(),
                learningRate,
                steps);
        return Arrays.stream(losses).sum() / features.size();
    }

    private double partGradients(int part, Integer[] order, List<int[]> features, int[] labels) {
        List<int[]> rows = new ArrayList<>();
        List<Integer> rowLabels = new ArrayList<>();
        for (int i = part; i < order.length; i += workers.size()) {
            rows.add(features.get(order[i]));
            rowLabels.add(labels[order[i]]);
        }
        Worker worker = workers.get(part);
        if (rows.isEmpty()) {
            Arrays.stream(worker.gradients().all()).forEach(values -> Arrays.fill(values, 0f));
            return 0;
        }
        worker.pass().load(weights);
        SplittableRandom random = new SplittableRandom(settings.seed() + 1_000_003 * steps + part);
        int[] truths = rowLabels.stream().mapToInt(Integer::intValue).toArray();
        return worker.pass().gradients(rows, truths, settings.dropout(), random, worker.gradients());
    }

    @Override
    public float[][] probabilities(List<int[]> features) {
        float[][] result = new float[features.size()][];
        Integer[] order = LengthOrder.longestFirst(features);
        parallel.run(part -> {
            RecurrentPass pass = workers.get(part).pass();
            pass.load(weights);
            for (int from = part * SCORING_BATCH; from < order.length; from += workers.size() * SCORING_BATCH) {
                Integer[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + SCORING_BATCH));
                float[][] scores = pass.probabilities(
                        Arrays.stream(batch).map(features::get).toList(), labels);
                for (int i = 0; i < batch.length; i++) {
                    result[batch[i]] = scores[i];
                }
            }
        });
        return result;
    }

    @Override
    public Weights weights() {
        return TextWeights.of(weights, shape, vocabularySize, labels);
    }

    @Override
    public void close() {
        parallel.close();
        workers.forEach(worker -> worker.pass().close());
    }
}
