package dev.millrace.model.image;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Runs Deeplearning4j's own layers if oneDNN is missing: slower, with the same results. Owned by one thread. */
final class Dl4jImageNetwork implements Learner<RgbImage>, ImageScorer {

    private final MultiLayerNetwork network;
    private final ImageArchitecture shape;
    private final int labels;

    private Dl4jImageNetwork(MultiLayerNetwork network, ImageArchitecture shape, int labels) {
        this.network = network;
        this.shape = shape;
        this.labels = labels;
    }

    static Dl4jImageNetwork open(ImageArchitecture shape, int labels, FitSettings settings, Weights weights) {
        MultiLayerNetwork network = ImageNetwork.create(shape, labels, settings);
        ImageNetwork.restore(network, weights);
        return new Dl4jImageNetwork(network, shape, labels);
    }

    @Override
    public double step(List<RgbImage> features, int[] truths, double learningRate) {
        INDArray targets = Nd4j.zeros(truths.length, labels);
        for (int row = 0; row < truths.length; row++) {
            targets.putScalar(row, truths[row], 1f);
        }
        network.setLearningRate(learningRate);
        network.fit(new DataSet(ImageNetwork.input(features, shape.side()), targets));
        return network.score();
    }

    @Override
    public float[][] probabilities(List<RgbImage> images) {
        return ImageNetwork.output(network, images, shape.side());
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
