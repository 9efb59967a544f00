package dev.millrace.benchmarks;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto.DataType;

/** The standard networks as ONNX files for batches of one size, with Millrace's own weights. */
final class OnnxNetworks {

    private static final int UNITS = 64;

    /**
     * Positions of ONNX' gates (input, output, forget, candidate) among Millrace's (input, forget, candidate, output).
     */
    private static final int[] GATES = {0, 3, 1, 2};

    private static final AttributeProto TRANSPOSED = OnnxGraph.number("transB", 1);

    private OnnxNetworks() {}

    /** Input {@code x}: [batch][channel][row][column], 0 to 1; output {@code y}: a probability of each label. */
    static byte[] cnn(Weights weights, int batch) {
        OnnxGraph graph = new OnnxGraph().input("x", DataType.FLOAT, batch, 3, Samples.SIDE, Samples.SIDE);
        for (Tensor tensor : weights.tensors()) {
            graph.weight(
                    tensor.name(),
                    tensor.values(),
                    tensor.shape().stream().mapToLong(Integer::longValue).toArray());
        }
        convolution(graph, "x", "convolution1", "p1");
        convolution(graph, "p1", "convolution2", "p2");
        return graph.node("Flatten", List.of("p2"), "flat", OnnxGraph.number("axis", 1))
                .node("Gemm", List.of("flat", "dense.weight", "dense.bias"), "d", TRANSPOSED)
                .node("Relu", List.of("d"), "r")
                .node("Gemm", List.of("r", "output.weight", "output.bias"), "z", TRANSPOSED)
                .node("Softmax", List.of("z"), "y", OnnxGraph.number("axis", 1))
                .toBytes("y", batch, Samples.IMAGE_LABELS.size());
    }

    private static void convolution(OnnxGraph graph, String input, String name, String output) {
        AttributeProto around = OnnxGraph.numbers("pads", 1, 1, 1, 1);
        AttributeProto halving = OnnxGraph.numbers("strides", 2, 2);
        graph.node("Conv", List.of(input, name + ".weight", name + ".bias"), name + ".sums", square(3), around)
                .node("Relu", List.of(name + ".sums"), name + ".activations")
                .node("MaxPool", List.of(name + ".activations"), output, square(2), halving);
    }

    private static AttributeProto square(int side) {
        return OnnxGraph.numbers("kernel_shape", side, side);
    }

    /** Input {@code x}: [token][batch], word ids; output {@code y}: the probability of the second label. */
    static byte[] bilstm(Weights weights, int batch) {
        float[][] values = weights.tensors().stream().map(Tensor::values).toArray(float[][]::new);
        AttributeProto bothWays = OnnxGraph.text("direction", "bidirectional");
        return new OnnxGraph()
                .input("x", DataType.INT64, Samples.TOKENS, batch)
                .weight("e", values[0], values[0].length / UNITS, UNITS)
                .weight("w", both(transposed(values[1]), transposed(values[4])), 2, 4L * UNITS, UNITS)
                .weight("r", both(transposed(values[2]), transposed(values[5])), 2, 4L * UNITS, UNITS)
                .weight("b", both(biases(values[3]), biases(values[6])), 2, 8L * UNITS)
                .weight("wo", values[7], 1, 2L * UNITS)
                .weight("bo", values[8], 1)
                .node("Gather", List.of("e", "x"), "v", OnnxGraph.number("axis", 0))
                .node("LSTM", List.of("v", "w", "r", "b"), "h", bothWays, OnnxGraph.number("hidden_size", UNITS))
                .node("ReduceMean", List.of("h"), "m", OnnxGraph.numbers("axes", 0), OnnxGraph.number("keepdims", 0))
                .node("Transpose", List.of("m"), "t", OnnxGraph.numbers("perm", 1, 0, 2))
                .node("Flatten", List.of("t"), "p", OnnxGraph.number("axis", 1))
                .node("Gemm", List.of("p", "wo", "bo"), "z", TRANSPOSED)
                .node("Sigmoid", List.of("z"), "y")
                .toBytes("y", batch, 1);
    }

    private static float[] both(float[] forward, float[] backward) {
        float[] both = new float[forward.length + backward.length];
        System.arraycopy(forward, 0, both, 0, forward.length);
        System.arraycopy(backward, 0, both, forward.length, backward.length);
        return both;
    }

    /** From [input][gate][unit] to [gate][unit][input]. */
    private static float[] transposed(float[] matrix) {
        int inputs = matrix.length / (4 * UNITS);
        float[] transposed = new float[matrix.length];
        for (int row = 0; row < 4 * UNITS; row++) {
            int column = GATES[row / UNITS] * UNITS + row % UNITS;
            for (int input = 0; input < inputs; input++) {
                transposed[row * inputs + input] = matrix[input * 4 * UNITS + column];
            }
        }
        return transposed;
    }

    /** The biases of the input, and those of the recurrence, which are zero. */
    private static float[] biases(float[] bias) {
        float[] biases = new float[8 * UNITS];
        for (int gate = 0; gate < 4; gate++) {
            System.arraycopy(bias, GATES[gate] * UNITS, biases, gate * UNITS, UNITS);
        }
        return biases;
    }
}
