package dev.millrace.model.text;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.TextArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The tensors of the recurrent network: names, order, shapes and initial values. */
final class TextWeights {

    static final int EMBEDDING = 0;
    static final int FORWARD_INPUT = 1;
    static final int FORWARD_RECURRENT = 2;
    static final int FORWARD_BIAS = 3;
    static final int BACKWARD_INPUT = 4;
    static final int BACKWARD_RECURRENT = 5;
    static final int BACKWARD_BIAS = 6;
    static final int OUTPUT_WEIGHT = 7;
    static final int OUTPUT_BIAS = 8;

    private TextWeights() {}

    private record Shape(String name, List<Integer> extents) {
        int size() {
            return extents.stream().reduce(1, (a, b) -> a * b);
        }
    }

    /** Outputs of the last layer: one sigmoid unit for two labels, otherwise one per label. */
    static int outputs(int labels) {
        return labels == 2 ? 1 : labels;
    }

    private static List<Shape> shapes(TextArchitecture shape, int vocabularySize, int labels) {
        int units = shape.lstmUnits();
        int embedding = shape.embeddingSize();
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape("embedding.weight", List.of(vocabularySize, embedding)));
        for (String direction : new String[] {"forward", "backward"}) {
            shapes.add(new Shape("lstm." + direction + ".input", List.of(embedding, 4 * units)));
            shapes.add(new Shape("lstm." + direction + ".recurrent", List.of(units, 4 * units)));
            shapes.add(new Shape("lstm." + direction + ".bias", List.of(4 * units)));
        }
        shapes.add(new Shape("output.weight", List.of(outputs(labels), 2 * units)));
        shapes.add(new Shape("output.bias", List.of(outputs(labels))));
        return shapes;
    }

    /**
     * Glorot uniform matrices (Glorot and Bengio 2010), embeddings uniform in ±0.05, zero biases except the forget
     * gate's (Jozefowicz et al. 2015): Keras' defaults, except for the recurrent matrix, which is Glorot uniform too.
     */
    static Weights initial(TextArchitecture shape, int vocabularySize, int labels, long seed) {
        Random random = new Random(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (Shape tensor : shapes(shape, vocabularySize, labels)) {
            float[] values = new float[tensor.size()];
            if (tensor.extents().size() == 2) {
                boolean embedding = tensor.name().startsWith("embedding");
                int fans = tensor.extents().get(0) + tensor.extents().get(1);
                fill(values, random, embedding ? 0.05 : Math.sqrt(6.0 / fans));
            } else if (tensor.name().startsWith("lstm")) {
                java.util.Arrays.fill(values, shape.lstmUnits(), 2 * shape.lstmUnits(), 1f);
            }
            tensors.add(Tensor.of(tensor.name(), tensor.extents(), values));
        }
        return new Weights(tensors);
    }

    private static void fill(float[] values, Random random, double limit) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }

    /** @throws ArtifactException when names, order or shapes do not fit this network, or a value is not finite */
    static void require(Weights weights, TextArchitecture shape, int vocabularySize, int labels) {
        List<Shape> required = shapes(shape, vocabularySize, labels);
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
    static Weights of(float[][] values, TextArchitecture shape, int vocabularySize, int labels) {
        List<Tensor> tensors = new ArrayList<>();
        List<Shape> shapes = shapes(shape, vocabularySize, labels);
        for (int i = 0; i < values.length; i++) {
            tensors.add(Tensor.of(shapes.get(i).name(), shapes.get(i).extents(), values[i].clone()));
        }
        return new Weights(tensors);
    }

    /** The last layer's sums for a pooled row. */
    static float[] outputSums(float[][] weights, float[] pooled) {
        float[] matrix = weights[OUTPUT_WEIGHT];
        float[] sums = weights[OUTPUT_BIAS].clone();
        for (int output = 0; output < sums.length; output++) {
            for (int i = 0; i < pooled.length; i++) {
                sums[output] += matrix[output * pooled.length + i] * pooled[i];
            }
        }
        return sums;
    }
}
