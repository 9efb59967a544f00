package dev.millrace.model.text;

import dev.millrace.model.nativemath.LstmWeights;
import dev.millrace.model.nativemath.Precision;
import dev.millrace.model.nativemath.RowTable;

/** A text network's weights as scorers of any thread read them: in the heap, and the recurrent ones outside of it too. */
final class SharedTextWeights implements AutoCloseable {

    private final float[][] values;
    private final RowTable words;
    private final LstmWeights forward;
    private final LstmWeights backward;

    /**
     * @param values in the order of {@link TextWeights}; not to be changed any more
     * @param precision of the words
     */
    SharedTextWeights(TextArchitecture shape, float[][] values, Precision precision) {
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
