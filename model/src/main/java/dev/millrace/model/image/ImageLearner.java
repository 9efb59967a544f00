package dev.millrace.model.image;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.fitting.ParallelFor;
import dev.millrace.model.fitting.WeightUpdate;
import dev.millrace.model.onednn.ConvolutionWeights;
import dev.millrace.model.onednn.OneDnn;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Fits the convolutional network. Divides a mini-batch among the threads and adds their gradients in a fixed order. */
public final class ImageLearner implements Learner<RgbImage> {

    private static final int SCORING_BATCH = 64;

    private final ImageArchitecture shape;
    private final int labels;
    private final FitSettings settings;
    private final float[][] weights;
    private final ConvolutionWeights shared;
    private final List<Worker> workers = new ArrayList<>();
    private final ParallelFor parallel;
    private final WeightUpdate update;
    private long steps;

    private ImageLearner(ImageArchitecture shape, int labels, FitSettings settings, Weights start, int threads) {
        this.shape = shape;
        this.labels = labels;
        this.settings = settings;
        this.weights = ImageWeights.copy(start);
        this.shared = new ConvolutionWeights(ConvolutionalPass.graphShape(shape), Precision.FLOAT32);
        shared.load(weights);
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(
                    new ConvolutionalPass(shape, shared, weights, true),
                    new ConvolutionalPass(shape, shared, weights, false),
                    ImageWeights.copy(start)));
        }
        this.parallel = new ParallelFor(threads, "image-learner");
        this.update = new WeightUpdate(settings.optimizer(), weights, parallel);
    }

    private static final class Worker {
        private final ConvolutionalPass fitting;
        private final ConvolutionalPass scoring;
        private final float[][] gradients;

        Worker(ConvolutionalPass fitting, ConvolutionalPass scoring, float[][] gradients) {
            this.fitting = fitting;
            this.scoring = scoring;
            this.gradients = gradients;
        }
    }

    /**
     * Opens a learner on oneDNN if available, otherwise on Deeplearning4j's own layers.
     *
     * @param labels number of labels, at least 2
     * @param start weights to start from; empty for random ones from the settings' seed
     * @param threads at least 1
     * @throws dev.millrace.model.artifact.ArtifactException when the starting weights do not fit this network
     */
    public static Learner<RgbImage> open(
            ImageArchitecture shape, int labels, FitSettings settings, Optional<Weights> start, int threads) {
        Weights weights = start.orElseGet(() -> ImageWeights.initial(shape, labels, settings.seed()));
        ImageWeights.require(weights, shape, labels);
        return OneDnn.isAvailable()
                ? new ImageLearner(shape, labels, settings, weights, threads)
                : Dl4jImageNetwork.open(shape, labels, settings, weights);
    }

    @Override
    public double step(List<RgbImage> features, int[] truths, double learningRate) {
        steps++;
        double[] losses = new double[workers.size()];
        parallel.run(part -> losses[part] = partGradients(part, features, truths));
        update.apply(workers.stream().map(worker -> worker.gradients).toList(), features.size(), learningRate, steps);
        shared.load(weights);
        return Arrays.stream(losses).sum() / features.size();
    }

    private double partGradients(int part, List<RgbImage> features, int[] truths) {
        int from = parallel.start(part, features.size());
        int to = parallel.end(part, features.size());
        Worker worker = workers.get(part);
        if (from == to) {
            Arrays.stream(worker.gradients).forEach(values -> Arrays.fill(values, 0f));
            return 0;
        }
        SplittableRandom random = new SplittableRandom(settings.seed() + 1_000_003 * steps + part);
        return worker.fitting.gradients(
                features.subList(from, to),
                Arrays.copyOfRange(truths, from, to),
                settings.dropout(),
                random,
                worker.gradients);
    }

    @Override
    public float[][] probabilities(List<RgbImage> features) {
        float[][] result = new float[features.size()][];
        parallel.run(part -> {
            ConvolutionalPass pass = workers.get(part).scoring;
            for (int from = part * SCORING_BATCH; from < result.length; from += workers.size() * SCORING_BATCH) {
                float[][] scores =
                        pass.probabilities(features.subList(from, Math.min(result.length, from + SCORING_BATCH)));
                System.arraycopy(scores, 0, result, from, scores.length);
            }
        });
        return result;
    }

    @Override
    public Weights weights() {
        return ImageWeights.of(weights, shape, labels);
    }

    @Override
    public void close() {
        parallel.close();
        workers.forEach(worker -> {
            worker.fitting.close();
            worker.scoring.close();
        });
        shared.close();
    }
}
