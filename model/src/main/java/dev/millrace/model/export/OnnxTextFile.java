package dev.millrace.model.export;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.text.LabelProbabilities;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto.DataType;

/**
 * The recurrent network as an ONNX file. Input {@code tokens}: word ids, [batch][token], each text padded with 0 on its
 * right; padding changes no answer. Output {@code probabilities}: [batch][label].
 */
final class OnnxTextFile {

    static final String INPUT = "tokens";

    /**
     * Positions of ONNX' gates (input, output, forget, candidate) among Millrace's (input, forget, candidate, output).
     */
    private static final int[] GATES = {0, 3, 1, 2};

    private final OnnxGraph graph = new OnnxGraph();
    private final Weights weights;
    private final int embedding;
    private final int units;
    private final LabelProbabilities labels;

    private OnnxTextFile(ModelArtifact artifact, TextArchitecture shape) {
        this.weights = artifact.weights();
        this.embedding = shape.embeddingSize();
        this.units = shape.lstmUnits();
        this.labels = LabelProbabilities.of(artifact);
    }

    static byte[] of(ModelArtifact artifact, TextArchitecture shape) {
        OnnxTextFile file = new OnnxTextFile(artifact, shape);
        file.addWeights();
        file.addLengths();
        file.addLstm();
        file.addMean();
        return file.graph
                .node("Gemm", List.of("mean", "output.weight", "output.bias"), "sums", OnnxGraph.number("transB", 1))
                .node("Softmax", List.of("sums"), ModelExport.OUTPUT, OnnxGraph.number("axis", 1))
                .toBytes(ModelExport.OUTPUT, OnnxGraph.free("batch"), OnnxGraph.fixed(file.labels.count()));
    }

    private void addWeights() {
        long words = values("embedding.weight").length / embedding;
        graph.input(INPUT, DataType.INT64, OnnxGraph.free("batch"), OnnxGraph.free("tokens"))
                .weight("embedding", values("embedding.weight"), words, embedding)
                .weight("lstm.input", gateRows(".input"), 2, 4L * units, embedding)
                .weight("lstm.recurrent", gateRows(".recurrent"), 2, 4L * units, units)
                .weight("lstm.bias", both(biases("forward"), biases("backward")), 2, 8L * units)
                .weight("output.weight", labels.weight(), labels.count(), 2L * units)
                .weight("output.bias", labels.bias(), labels.count())
                .integers("padding", 0)
                .integers("axis0", 0)
                .integers("axis1", 1)
                .integers("axes1and3", 1, 3);
    }

    /** Which tokens are words, and how many each text has. */
    private void addLengths() {
        graph.node("Transpose", List.of(INPUT), "ids", OnnxGraph.numbers("perm", 1, 0))
                .node("Equal", List.of("ids", "padding"), "isPadding")
                .node("Not", List.of("isPadding"), "isWord")
                .node("Cast", List.of("isWord"), "mask", to(DataType.FLOAT))
                .node("ReduceSum", List.of("mask", "axis0"), "lengths", OnnxGraph.number("keepdims", 0))
                .node("Cast", List.of("lengths"), "wholeLengths", to(DataType.INT32));
    }

    private void addLstm() {
        graph.node("Gather", List.of("embedding", "ids"), "vectors", OnnxGraph.number("axis", 0))
                .node(
                        "LSTM",
                        List.of("vectors", "lstm.input", "lstm.recurrent", "lstm.bias", "wholeLengths"),
                        "states",
                        OnnxGraph.text("direction", "bidirectional"),
                        OnnxGraph.number("hidden_size", units));
    }

    /** The mean over the words of each text: [batch][forward units, backward units]. */
    private void addMean() {
        graph.node("Unsqueeze", List.of("mask", "axes1and3"), "stateMask")
                .node("Mul", List.of("states", "stateMask"), "wordStates")
                .node("ReduceSum", List.of("wordStates", "axis0"), "stateSums", OnnxGraph.number("keepdims", 0))
                .node("Transpose", List.of("stateSums"), "sumsByText", OnnxGraph.numbers("perm", 1, 0, 2))
                .node("Flatten", List.of("sumsByText"), "flat", OnnxGraph.number("axis", 1))
                .node("Unsqueeze", List.of("lengths", "axis1"), "divisors")
                .node("Div", List.of("flat", "divisors"), "mean");
    }

    private static AttributeProto to(DataType type) {
        return OnnxGraph.number("to", type.getNumber());
    }

    private float[] values(String tensor) {
        return weights.tensor(tensor).values();
    }

    private float[] gateRows(String part) {
        return both(transposed(values("lstm.forward" + part)), transposed(values("lstm.backward" + part)));
    }

    private static float[] both(float[] forward, float[] backward) {
        float[] both = new float[forward.length + backward.length];
        System.arraycopy(forward, 0, both, 0, forward.length);
        System.arraycopy(backward, 0, both, forward.length, backward.length);
        return both;
    }

    /** From [input][gate][unit] to [gate][unit][input]. */
    private float[] transposed(float[] matrix) {
        int inputs = matrix.length / (4 * units);
        float[] transposed = new float[matrix.length];
        for (int row = 0; row < 4 * units; row++) {
            int column = GATES[row / units] * units + row % units;
            for (int input = 0; input < inputs; input++) {
                transposed[row * inputs + input] = matrix[input * 4 * units + column];
            }
        }
        return transposed;
    }

    /** The biases of the input, and those of the recurrence, which are zero. */
    private float[] biases(String direction) {
        float[] bias = values("lstm." + direction + ".bias");
        float[] biases = new float[8 * units];
        for (int gate = 0; gate < 4; gate++) {
            System.arraycopy(bias, GATES[gate] * units, biases, gate * units, units);
        }
        return biases;
    }
}
