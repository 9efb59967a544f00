package dev.millrace.model.image;

import dev.millrace.model.fitting.CrossEntropy;
import dev.millrace.model.onednn.ConvolutionShape;
import dev.millrace.model.onednn.ConvolutionWeights;
import dev.millrace.model.onednn.ConvolutionalGraph;
import dev.millrace.model.spec.ImageArchitecture;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The convolutional network, forward and backward: oneDNN up to the dense layer, the last layer here. A graph is built
 * for each batch size when it first occurs; any number of images to score is divided into powers of two up to 8. Reads
 * shared weights, which their owner changes only while no pass runs. Owned by one thread.
 */
final class ConvolutionalPass implements ImageScorer {

    /**
     * The activations of 64 images exceed the second-level cache; in groups of 8 or 16, images are scored a fifth
     * faster.
     */
    private static final int LARGEST = 8;

    private static final float[] NO_DROPOUT = new float[0];

    private final ImageArchitecture shape;
    private final ConvolutionWeights shared;
    private final float[][] weights;
    private final boolean training;
    private final Map<Integer, Sized> sizes = new HashMap<>();

    /** A graph for one batch size. */
    private static final class Sized {
        private final ConvolutionalGraph graph;
        private final float[] dense;

        Sized(ConvolutionalGraph graph) {
            this.graph = graph;
            this.dense = new float[graph.activationCount()];
        }
    }

    /**
     * @param shared the weights that the graph reads
     * @param weights the same and the last layer's, in the order of {@link ImageWeights}
     */
    ConvolutionalPass(ImageArchitecture shape, ConvolutionWeights shared, float[][] weights, boolean training) {
        this.shape = shape;
        this.shared = shared;
        this.weights = weights;
        this.training = training;
    }

    static ConvolutionShape graphShape(ImageArchitecture shape) {
        return new ConvolutionShape(shape.side(), shape.firstFilters(), shape.secondFilters(), shape.denseUnits());
    }

    @Override
    public float[][] probabilities(List<RgbImage> images) {
        float[][] result = new float[images.size()][];
        int from = 0;
        while (from < images.size()) {
            int size = Math.min(LARGEST, Integer.highestOneBit(images.size() - from));
            Sized sized = forward(images.subList(from, from + size));
            for (int row = 0; row < size; row++) {
                result[from + row] = CrossEntropy.softmax(sums(sized.dense, row, NO_DROPOUT));
            }
            from += size;
        }
        return result;
    }

    /**
     * Sets {@code gradients} to the sum of the loss gradients of all images. Returns the sum of the losses.
     *
     * @param dropout share of the dense units to drop
     */
    double gradients(
            List<RgbImage> images, int[] labels, double dropout, SplittableRandom random, float[][] gradients) {
        Sized sized = forward(images);
        float[] denseGradients = new float[sized.dense.length];
        Arrays.fill(gradients[ImageWeights.OUTPUT_WEIGHT], 0f);
        Arrays.fill(gradients[ImageWeights.OUTPUT_BIAS], 0f);
        double loss = 0;
        for (int row = 0; row < labels.length; row++) {
            float[] mask = mask(dropout, random);
            float[] sums = sums(sized.dense, row, mask);
            loss += CrossEntropy.softmaxLossAndGradient(sums, labels[row]);
            lastLayerBackward(sized.dense, row, mask, sums, gradients, denseGradients);
        }
        sized.graph.backward(denseGradients, gradients);
        return loss;
    }

    private Sized forward(List<RgbImage> images) {
        Sized sized = sizes.computeIfAbsent(images.size(), this::open);
        for (int i = 0; i < images.size(); i++) {
            RgbImage image = images.get(i);
            if (image.side() != shape.side()) {
                throw new IllegalArgumentException("required images of side " + shape.side() + ", got " + image.side());
            }
            sized.graph.put(i, image.samples());
        }
        sized.graph.forward(sized.dense);
        return sized;
    }

    private Sized open(int batch) {
        ConvolutionalGraph graph =
                training ? ConvolutionalGraph.forTraining(shared, batch) : ConvolutionalGraph.forServing(shared, batch);
        return new Sized(graph);
    }

    private float[] sums(float[] dense, int row, float[] mask) {
        int units = shape.denseUnits();
        float[] matrix = weights[ImageWeights.OUTPUT_WEIGHT];
        float[] sums = weights[ImageWeights.OUTPUT_BIAS].clone();
        for (int label = 0; label < sums.length; label++) {
            for (int i = 0; i < units; i++) {
                float kept = mask.length == 0 ? dense[row * units + i] : dense[row * units + i] * mask[i];
                sums[label] += matrix[label * units + i] * kept;
            }
        }
        return sums;
    }

    private void lastLayerBackward(
            float[] dense, int row, float[] mask, float[] sumGradients, float[][] gradients, float[] denseGradients) {
        int units = shape.denseUnits();
        float[] matrix = weights[ImageWeights.OUTPUT_WEIGHT];
        for (int label = 0; label < sumGradients.length; label++) {
            float gradient = sumGradients[label];
            gradients[ImageWeights.OUTPUT_BIAS][label] += gradient;
            for (int i = 0; i < units; i++) {
                float activation = dense[row * units + i];
                gradients[ImageWeights.OUTPUT_WEIGHT][label * units + i] += gradient * activation * mask[i];
                denseGradients[row * units + i] += activation > 0 ? gradient * matrix[label * units + i] * mask[i] : 0f;
            }
        }
    }

    /** Inverted dropout: units that are kept are scaled, so that nothing changes when dropout is off. */
    private float[] mask(double dropout, SplittableRandom random) {
        float[] mask = new float[shape.denseUnits()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = dropout > 0 && random.nextDouble() < dropout ? 0f : (float) (1 / (1 - dropout));
        }
        return mask;
    }

    @Override
    public void close() {
        sizes.values().forEach(sized -> sized.graph.close());
        sizes.clear();
    }
}
