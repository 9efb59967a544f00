package dev.millrace.model.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The convolutional network without its last layer, as oneDNN primitives for one batch size: two stages of 3×3
 * convolution, ReLU and 2×2 max pooling, then a dense layer with ReLU. Activations stay in oneDNN's own layouts from the
 * first convolution to the dense layer. Owned by one thread; the weights are shared and must outlive it.
 */
public final class ConvolutionalGraph implements AutoCloseable {

    private final OneDnnGraph graph;
    private final ForwardPlan forward;
    private final OneDnnGraph.Sequence backward;
    private final BytePointer input;
    private final DenseStage dense;
    private final FloatPointer activations;
    private final FloatPointer activationGradients;
    private final NativeGradients gradients;

    private ConvolutionalGraph(ConvolutionWeights weights, int batch, boolean training) {
        this.graph = new OneDnnGraph(weights.precision());
        dnnl.prop_kind kind = training ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference;
        this.forward = new ForwardPlan(graph, graph.sequence(), batch, kind, weights);
        this.backward = graph.sequence();
        this.gradients = new NativeGradients(graph, backward, weights.shape());
        memory samples = graph.memory(sampleLayout());
        this.input = graph.own(new BytePointer(samples.get_data_handle()))
                .capacity((long) batch * weights.shape().samples());
        ConvolutionStage first = first(samples);
        ConvolutionStage second = second(first.pooled());
        this.dense = new DenseStage(forward, second.pooled());
        this.activations = graph.floats(dense.result(), activationCount());
        memory gradient = dense.gradient();
        this.activationGradients = graph.floats(gradient, activationCount());
        if (training) {
            addBackward(first, second, gradient);
        }
    }

    private memory.desc sampleLayout() {
        int side = forward.shape().side();
        return graph.own(new memory.desc(
                new long[] {forward.batch(), ConvolutionShape.CHANNELS, side, side},
                memory.data_type.u8,
                memory.format_tag.nhwc));
    }

    private ConvolutionStage first(memory samples) {
        ConvolutionShape shape = forward.shape();
        return new ConvolutionStage(
                forward,
                new ConvolutionStage.Place(forward.batch(), 0, ConvolutionShape.CHANNELS, shape.first(), shape.side()),
                layout -> forward.steps().scaled(samples, layout, 1 / forward.sampleDivisor()));
    }

    private ConvolutionStage second(memory pooled) {
        ConvolutionShape shape = forward.shape();
        return new ConvolutionStage(
                forward,
                new ConvolutionStage.Place(forward.batch(), 2, shape.first(), shape.second(), shape.side() / 2),
                layout -> forward.steps().reordered(pooled, layout));
    }

    /** A graph for {@link #forward} only: faster, and without the memory for gradients. */
    public static ConvolutionalGraph forServing(ConvolutionWeights weights, int batch) {
        return new ConvolutionalGraph(weights, batch, false);
    }

    /**
     * A graph for both passes.
     *
     * @param weights in float32
     */
    public static ConvolutionalGraph forTraining(ConvolutionWeights weights, int batch) {
        if (weights.precision() != Precision.FLOAT32) {
            throw new IllegalArgumentException("training requires float32, got " + weights.precision());
        }
        return new ConvolutionalGraph(weights, batch, true);
    }

    private void addBackward(ConvolutionStage first, ConvolutionStage second, memory denseGradient) {
        dense.weightsBackward(backward, denseGradient, gradients);
        var secondBack =
                new ConvolutionStageBackward(graph, backward, second, dense.sourceBackward(backward, denseGradient));
        secondBack.weights(gradients);
        new ConvolutionStageBackward(graph, backward, first, secondBack.source(forward)).weights(gradients);
    }

    /** Number of dense activations of a batch. */
    public int activationCount() {
        return forward.batch() * forward.shape().dense();
    }

    /**
     * Sets one image of the next {@link #forward}.
     *
     * @param samples unsigned bytes, [row][column][channel]
     */
    public void put(int image, byte[] samples) {
        input.position((long) image * samples.length).put(samples, 0, samples.length);
    }

    /**
     * Runs the forward pass.
     *
     * @param result receives the dense layer's activations, [image][unit]
     */
    public void forward(float[] result) {
        forward.steps().run();
        activations.get(result, 0, activationCount());
    }

    /**
     * Runs the backward pass; call {@link #forward} first.
     *
     * @param denseGradients gradient of the loss with respect to the dense layer's sums (before its ReLU), [image][unit]
     * @param result its first tensors receive their gradients
     */
    public void backward(float[] denseGradients, float[][] result) {
        activationGradients.put(denseGradients, 0, activationCount());
        backward.run();
        gradients.get(result);
    }

    @Override
    public void close() {
        graph.close();
    }
}
