package dev.millrace.model.text;

import dev.millrace.model.nativemath.Precision;

/** Words looked up with the input weights multiplied in, the recurrence by our own loop. */
final class FoldedTextEngine implements TextEngine {

    private final float[][] values;
    private final FoldedWeights forward;
    private final FoldedWeights backward;

    /** @param values in the order of {@link TextWeights}; not to be changed any more */
    FoldedTextEngine(TextArchitecture shape, float[][] values) {
        this.values = values;
        this.forward = new FoldedWeights(
                shape,
                values[TextWeights.EMBEDDING],
                values[TextWeights.FORWARD_INPUT],
                values[TextWeights.FORWARD_RECURRENT],
                values[TextWeights.FORWARD_BIAS]);
        this.backward = new FoldedWeights(
                shape,
                values[TextWeights.EMBEDDING],
                values[TextWeights.BACKWARD_INPUT],
                values[TextWeights.BACKWARD_RECURRENT],
                values[TextWeights.BACKWARD_BIAS]);
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
        return Precision.FLOAT32;
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
