package dev.millrace.model.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The weights of the convolutional network in native memory, in every layout that a graph has requested. Graphs of all
 * threads share them. Call {@link #load} and {@link #close} only while no graph runs.
 */
public final class ConvolutionWeights implements AutoCloseable {

    private static final float GREATEST_SAMPLE = 255f;

    /** bfloat16 represents every byte divided by a power of two exactly, but hardly any byte divided by 255. */
    private static final float EXACT_DIVISOR = 256f;

    private final ConvolutionShape shape;
    private final Precision precision;
    private final OneDnnGraph graph;
    private final OneDnnGraph.Sequence loading;
    private final List<FloatPointer> values = new ArrayList<>();
    private final List<List<memory>> layouts = new ArrayList<>();

    /**
     * Creates weights without values; {@link #load} sets them.
     *
     * @param precision of the layouts that graphs request
     */
    public ConvolutionWeights(ConvolutionShape shape, Precision precision) {
        this.shape = shape;
        this.precision = precision;
        this.graph = new OneDnnGraph(precision);
        this.loading = graph.sequence();
        for (int tensor = 0; tensor < ConvolutionShape.TENSORS; tensor++) {
            memory plain = graph.memory(graph.plain(shape.tag(tensor), shape.extents(tensor)));
            values.add(graph.floats(plain, shape.size(tensor)));
            layouts.add(new ArrayList<>(List.of(plain)));
        }
    }

    ConvolutionShape shape() {
        return shape;
    }

    Precision precision() {
        return precision;
    }

    /**
     * The number by which graphs divide samples. Weights expect division by 255; if it differs, the first convolution's
     * weights are scaled to compensate.
     */
    float sampleDivisor() {
        return precision == Precision.BFLOAT16 ? EXACT_DIVISOR : GREATEST_SAMPLE;
    }

    /** Copies values into all layouts. Tensors beyond those of this network are ignored. */
    public synchronized void load(float[][] tensors) {
        for (int tensor = 0; tensor < ConvolutionShape.TENSORS; tensor++) {
            values.get(tensor).put(tensor == 0 ? forSamples(tensors[tensor]) : tensors[tensor]);
        }
        loading.run();
    }

    private float[] forSamples(float[] first) {
        float factor = sampleDivisor() / GREATEST_SAMPLE;
        if (factor == 1) {
            return first;
        }
        float[] scaled = first.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /** A tensor in a layout; it follows each later {@link #load}. */
    synchronized memory in(int tensor, memory.desc layout) {
        List<memory> known = layouts.get(tensor);
        return known.stream()
                .filter(held -> graph.isLaidOut(held, layout))
                .findFirst()
                .orElseGet(() -> {
                    memory made = loading.reordered(known.get(0), layout);
                    loading.runLast();
                    known.add(made);
                    return made;
                });
    }

    @Override
    public synchronized void close() {
        graph.close();
    }
}
