package dev.millrace.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionalGraphTest {

    private static final ConvolutionShape SHAPE = new ConvolutionShape(8, 16, 16, 16);

    /** The centre of a filter. */
    private static final int MIDDLE = 4;

    /**
     * A network that passes the first colour on, times 255 / 256: the output is the byte divided by 256, which bfloat16
     * represents.
     */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void anyByteComesThroughAsItIs(Precision precision) {
        assumeTrue(OneDnn.isAvailable() && precision.isAvailable(), "this machine has no " + precision.text());
        float[][] tensors = new float[ConvolutionShape.TENSORS][];
        for (int tensor = 0; tensor < tensors.length; tensor++) {
            tensors[tensor] = new float[(int) SHAPE.size(tensor)];
        }
        tensors[0][MIDDLE] = 255 / 256f;
        tensors[2][MIDDLE] = 1;
        tensors[ConvolutionShape.DENSE][0] = 1;
        try (ConvolutionWeights weights = new ConvolutionWeights(SHAPE, precision)) {
            weights.load(tensors);
            try (ConvolutionalGraph graph = ConvolutionalGraph.forServing(weights, 1)) {
                float[] dense = new float[graph.activationCount()];
                byte[] samples = new byte[3 * SHAPE.side() * SHAPE.side()];
                for (int value = 0; value < 256; value++) {
                    Arrays.fill(samples, (byte) value);
                    graph.put(0, samples);
                    graph.forward(dense);

                    assertThat(dense[0]).isCloseTo(value / 256f, within(1e-6f));
                }
            }
        }
    }
}
