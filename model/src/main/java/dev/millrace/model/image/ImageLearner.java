package dev.millrace.model.image;

import dev.millrace.model.FitSettings;
import dev.millrace.model.Learner;
import dev.millrace.model.artifact.Weights;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Fits the convolutional network. */
public final class ImageLearner implements Learner<RgbImage> {

    private static final int SCORING_BATCH = 64;

    private final ImageArchitecture shape;
    private final int labels;
    private final FitSettings settings;
    private final MultiLayerNetwork network;
    private long steps;

    private ImageLearner(ImageArchitecture shape, int labels, FitSettings settings, MultiLayerNetwork network) {
        this.shape = shape;
        this.labels = labels;
        this.settings = settings;
        this.network = network;
    }

    /**
     * @param labels at least 2
     * @param start weights to go on from; none to start afresh from the settings' seed
     * @param threads that the native library may use for a step, at least 1
     * @throws dev.millrace.model.artifact.ArtifactException when the starting weights are not this network's
     */
    public static ImageLearner open(
            ImageArchitecture shape, int labels, FitSettings settings, Optional<Weights> start, int threads) {
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        MultiLayerNetwork network = ImageNetwork.create(shape, labels, settings);
        start.ifPresent(weights -> ImageNetwork.restore(network, weights));
        return new ImageLearner(shape, labels, settings, network);
    }

    @Override
    public double step(List<RgbImage> features, int[] truths, double learningRate) {
        steps++;
        Nd4j.getRandom().setSeed(settings.seed() + 1_000_003 * steps);
        network.setLearningRate(learningRate);
        INDArray targets = Nd4j.zeros(features.size(), labels);
        for (int row = 0; row < truths.length; row++) {
            targets.putScalar(row, truths[row], 1f);
        }
        network.fit(new DataSet(ImageNetwork.input(features, shape.side()), targets));
        return network.score();
    }

    @Override
    public float[][] probabilities(List<RgbImage> features) {
        float[][] result = new float[features.size()][];
        for (int from = 0; from < features.size(); from += SCORING_BATCH) {
            List<RgbImage> batch = features.subList(from, Math.min(features.size(), from + SCORING_BATCH));
            float[][] scores = ImageNetwork.output(network, batch, shape.side());
            System.arraycopy(scores, 0, result, from, scores.length);
        }
        return result;
    }

    @Override
    public Weights weights() {
        return ImageNetwork.weights(network);
    }

    @Override
    public void close() {
        network.close();
    }
}
