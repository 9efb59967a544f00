package dev.millrace.model.text;

import dev.millrace.model.nativemath.LstmWeights;

/** A text network's weights as scorers of any thread read them: in the heap, and the recurrent ones outside of it too. */
final class SharedTextWeights implements AutoCloseable {

    private final float[][] values;
    private final LstmWeights forward;
    private final LstmWeights backward;

    /** @param values in the order of {@link TextWeights}; read again at each {@link #load}, not copied */
    SharedTextWeights(TextArchitecture shape, float[][] values) {
        this.values = values;
        this.forward = new LstmWeights(shape.embeddingSize(), shape.lstmUnits());
        this.backward = new LstmWeights(shape.embeddingSize(), shape.lstmUnits());
        load();
    }

    /** Takes over what the values are now, while nobody reads. */
    void load() {
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
