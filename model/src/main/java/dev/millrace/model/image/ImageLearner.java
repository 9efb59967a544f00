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

/** Fits the convolutional network. Splits a mini-batch over the threads and adds up their gradients in a fixed order. */
public final class ImageLearner implements Learner<RgbImage> {

    private static final int SCORING_BATCH = 64;

    private final ImageArchitecture shape;
    private final int labels;
    private final FitSettings settings;
    private final float[][] weights;
    private final ConvolutionWeights shared;
    private final List<Worker> workers = new ArrayList<>();
    private final ParallelFor shards;
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
        this.shards = new ParallelFor(threads, "image-learner");
        this.update = new WeightUpdate(settings.optimizer(), weights, shards);
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
     * On oneDNN where it is, else on Deeplearning4j's own layers.
     *
     * @param labels at least 2
     * @param start weights to go on from; none to start afresh from the settings' seed
     * @param threads at least 1
     * @throws dev.millrace.model.artifact.ArtifactException when the starting weights are not this network's
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
        shards.run(shard -> losses[shard] = shardGradients(shard, features, truths));
        update.apply(workers.stream().map(worker -> worker.gradients).toList(), features.size(), learningRate, steps);
        shared.load(weights);
        return Arrays.stream(losses).sum() / features.size();
    }

    private double shardGradients(int shard, List<RgbImage> features, int[] truths) {
        int from = shards.start(shard, features.size());
        int to = shards.end(shard, features.size());
        Worker worker = workers.get(shard);
        if (from == to) {
            Arrays.stream(worker.gradients).forEach(values -> Arrays.fill(values, 0f));
            return 0;
        }
        SplittableRandom random = new SplittableRandom(settings.seed() + 1_000_003 * steps + shard);
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
        shards.run(shard -> {
            ConvolutionalPass pass = workers.get(shard).scoring;
            for (int from = shard * SCORING_BATCH; from < result.length; from += workers.size() * SCORING_BATCH) {
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
        shards.close();
        workers.forEach(worker -> {
            worker.fitting.close();
            worker.scoring.close();
        });
        shared.close();
    }
}
