package dev.millrace.model.text;

import dev.millrace.model.onednn.LookupTable;
import dev.millrace.model.onednn.LstmWeights;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.TextArchitecture;

/**
 * Serves with oneDNN's LSTM primitives, one chunk of steps at a time. Keeps the weights on the heap, and the recurrent
 * ones in native memory too.
 */
final class ChunkedOneDnnEngine implements TextEngine {

    private final TextArchitecture shape;
    private final Precision precision;
    private final float[][] values;
    private final LookupTable words;
    private final LstmWeights forward;
    private final LstmWeights backward;

    /**
     * @param values in the order of {@link TextWeights}; must not change any more
     * @param precision of words, weights and activations
     */
    ChunkedOneDnnEngine(TextArchitecture shape, float[][] values, Precision precision) {
        this.shape = shape;
        this.precision = precision;
        this.values = values;
        this.words = LookupTable.of(values[TextWeights.EMBEDDING], shape.embeddingSize(), precision);
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
        return new ChunkedOneDnnScorer(shape, this, precision);
    }

    @Override
    public Precision precision() {
        return precision;
    }

    float[][] values() {
        return values;
    }

    LookupTable words() {
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
