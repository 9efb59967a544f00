package dev.millrace.model.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** The memory to which a graph writes the gradient of each tensor, row-major. */
final class NativeGradients {

    private final OneDnnGraph graph;
    private final OneDnnGraph.Sequence backward;
    private final ConvolutionShape shape;
    private final List<Gradient> gradients = new ArrayList<>();

    private record Gradient(int tensor, FloatPointer values) {}

    NativeGradients(OneDnnGraph graph, OneDnnGraph.Sequence backward, ConvolutionShape shape) {
        this.graph = graph;
        this.backward = backward;
        this.shape = shape;
    }

    void add(int tensor, memory blocked) {
        memory plain = backward.reordered(blocked, graph.plain(shape.tag(tensor), shape.extents(tensor)));
        gradients.add(new Gradient(tensor, graph.floats(plain, shape.size(tensor))));
    }

    void get(float[][] result) {
        for (Gradient gradient : gradients) {
            gradient.values().get(result[gradient.tensor()]);
        }
    }
}
