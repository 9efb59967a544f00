package dev.millrace.model.text;

import dev.millrace.model.nativemath.LstmWeights;
import dev.millrace.model.nativemath.Precision;
import dev.millrace.model.nativemath.RowTable;

/** oneDNN's LSTM primitives a piece at a time. The weights are in the heap, and the recurrent ones outside of it too. */
final class PiecewiseTextEngine implements TextEngine {

    private final TextArchitecture shape;
    private final Precision precision;
    private final float[][] values;
    private final RowTable words;
    private final LstmWeights forward;
    private final LstmWeights backward;

    /**
     * @param values in the order of {@link TextWeights}; not to be changed any more
     * @param precision of words, weights and activations
     */
    PiecewiseTextEngine(TextArchitecture shape, float[][] values, Precision precision) {
        this.shape = shape;
        this.precision = precision;
        this.values = values;
        this.words = RowTable.of(values[TextWeights.EMBEDDING], shape.embeddingSize(), precision);
        this.forward = new LstmWeights(shape.embeddingSize(), shape.lstmUnits());
        this.backward = new LstmWeights(shape.embeddingSize(), shape.lstmUnits());
        forward.load(
                values[TextWeights.FORWARD_INPUT],
                values[TextWeights.FORWARD_RECURRENT],
                values[TextWeights.FORWARD_BIAS]);
        backward.load(
                values[TextWeights.BACKWARD_INPUT],
                values[TextWeights.BACKWARD_RECURRENT],
                values[TextWeights.BACKWARD_BIAS]);
    }

    @Override
    public TextScorer newScorer() {
        return new PiecewiseScorer(shape, this, precision);
    }

    @Override
    public Precision precision() {
        return precision;
    }

    float[][] values() {
        return values;
    }

    RowTable words() {
        return words;
    }

    LstmWeights forward() {
        return forward;
    }

    LstmWeights backward() {
        return backward;
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
