package dev.millrace.model.text;

import dev.millrace.model.nativemath.Precision;

/** Words looked up with the input weights multiplied in, the recurrence by our own loop. */
final class FoldedTextEngine implements TextEngine {

    private final float[][] values;
    private final Precision precision;
    private final FoldedWeights forward;
    private final FoldedWeights backward;

    /**
     * @param values in the order of {@link TextWeights}; not to be changed any more
     * @param precision of words, recurrent weights and the states that go into products
     */
    FoldedTextEngine(TextArchitecture shape, float[][] values, Precision precision) {
        this.values = values;
        this.precision = precision;
        this.forward = new FoldedWeights(
                shape,
                values[TextWeights.EMBEDDING],
                values[TextWeights.FORWARD_INPUT],
                values[TextWeights.FORWARD_RECURRENT],
                values[TextWeights.FORWARD_BIAS],
                precision);
        this.backward = new FoldedWeights(
                shape,
                values[TextWeights.EMBEDDING],
                values[TextWeights.BACKWARD_INPUT],
                values[TextWeights.BACKWARD_RECURRENT],
                values[TextWeights.BACKWARD_BIAS],
                precision);
    }

    float[][] values() {
        return values;
    }

    FoldedWeights forward() {
        return forward;
    }

    FoldedWeights backward() {
        return backward;
    }

    @Override
    public TextScorer newScorer() {
        return new FoldedScorer(this);
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
