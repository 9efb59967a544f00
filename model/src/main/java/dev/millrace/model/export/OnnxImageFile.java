package dev.millrace.model.export;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.spec.ImageArchitecture;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto.Dimension;

/**
 * The convolutional network as an ONNX file. Input {@code pixels}: floats 0 to 1, [batch][channel][row][column]. Output
 * {@code probabilities}: [batch][label].
 */
final class OnnxImageFile {

    static final String INPUT = "pixels";

    private static final AttributeProto TRANSPOSED = OnnxGraph.number("transB", 1);

    private OnnxImageFile() {}

    static byte[] of(ModelArtifact artifact, ImageArchitecture shape) {
        OnnxGraph graph = withWeights(artifact, shape);
        convolution(graph, INPUT, "convolution1", "pool1");
        convolution(graph, "pool1", "convolution2", "pool2");
        return graph.node("Flatten", List.of("pool2"), "flat", OnnxGraph.number("axis", 1))
                .node("Gemm", List.of("flat", "dense.weight", "dense.bias"), "dense.sums", TRANSPOSED)
                .node("Relu", List.of("dense.sums"), "dense.activations")
                .node("Gemm", List.of("dense.activations", "output.weight", "output.bias"), "output.sums", TRANSPOSED)
                .node("Softmax", List.of("output.sums"), ModelExport.OUTPUT, OnnxGraph.number("axis", 1))
                .toBytes(
                        ModelExport.OUTPUT,
                        OnnxGraph.free("batch"),
                        OnnxGraph.fixed(artifact.manifest().labels().size()));
    }

    private static OnnxGraph withWeights(ModelArtifact artifact, ImageArchitecture shape) {
        Dimension side = OnnxGraph.fixed(shape.side());
        OnnxGraph graph = new OnnxGraph()
                .input(INPUT, DataType.FLOAT, OnnxGraph.free("batch"), OnnxGraph.fixed(RgbImage.CHANNELS), side, side);
        for (Tensor tensor : artifact.weights().tensors()) {
            long[] extents =
                    tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            graph.weight(tensor.name(), tensor.values(), extents);
        }
        return graph;
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
}
