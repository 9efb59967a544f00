package dev.millrace.model.image;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.ImageArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The tensors of the convolutional network: names, order, shapes and initial values. */
final class ImageWeights {

    static final int OUTPUT_WEIGHT = 6;
    static final int OUTPUT_BIAS = 7;

    private ImageWeights() {}

    private record Shape(String name, List<Integer> extents) {
        int size() {
            return extents.stream().reduce(1, (a, b) -> a * b);
        }
    }

    private static List<Shape> shapes(ImageArchitecture shape, int labels) {
        int quarter = shape.side() / 4;
        int flat = shape.secondFilters() * quarter * quarter;
        return List.of(
                new Shape("convolution1.weight", List.of(shape.firstFilters(), RgbImage.CHANNELS, 3, 3)),
                new Shape("convolution1.bias", List.of(shape.firstFilters())),
                new Shape("convolution2.weight", List.of(shape.secondFilters(), shape.firstFilters(), 3, 3)),
                new Shape("convolution2.bias", List.of(shape.secondFilters())),
                new Shape("dense.weight", List.of(shape.denseUnits(), flat)),
                new Shape("dense.bias", List.of(shape.denseUnits())),
                new Shape("output.weight", List.of(labels, shape.denseUnits())),
                new Shape("output.bias", List.of(labels)));
    }

    /** Glorot uniform matrices and filters (Glorot and Bengio 2010), zero biases: Keras' defaults. */
    static Weights initial(ImageArchitecture shape, int labels, long seed) {
        Random random = new Random(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (Shape tensor : shapes(shape, labels)) {
            float[] values = new float[tensor.size()];
            if (tensor.extents().size() > 1) {
                int outputs = tensor.extents().get(0);
                int area = tensor.extents().size() == 4 ? 9 : 1;
                int inputs = tensor.size() / outputs / area;
                double limit = Math.sqrt(6.0 / ((inputs + outputs) * (double) area));
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
                }
            }
            tensors.add(Tensor.of(tensor.name(), tensor.extents(), values));
        }
        return new Weights(tensors);
    }

    /** @throws ArtifactException when names, order or shapes do not fit this network, or a value is not finite */
    static void require(Weights weights, ImageArchitecture shape, int labels) {
        List<Shape> required = shapes(shape, labels);
        List<Shape> found = weights.tensors().stream()
                .map(tensor -> new Shape(tensor.name(), tensor.shape()))
                .toList();
        if (!found.equals(required)) {
            throw new ArtifactException("required tensors " + required + ", got " + found);
        }
        if (!weights.isFinite()) {
            throw new ArtifactException("the weights hold values that are not finite");
        }
    }

    /** A copy of the values, in the order above. */
    static float[][] copy(Weights weights) {
        return weights.tensors().stream().map(tensor -> tensor.values().clone()).toArray(float[][]::new);
    }

    /** Tensors with a copy of these values. */
    static Weights of(float[][] values, ImageArchitecture shape, int labels) {
        List<Tensor> tensors = new ArrayList<>();
        List<Shape> shapes = shapes(shape, labels);
        for (int i = 0; i < values.length; i++) {
            tensors.add(Tensor.of(shapes.get(i).name(), shapes.get(i).extents(), values[i].clone()));
        }
        return new Weights(tensors);
    }
}
