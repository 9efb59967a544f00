package dev.millrace.model.text;

import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.TextArchitecture;

/** Serves from a table of words already multiplied by the input weights; the recurrence is our own loop. */
final class PrecomputedInputEngine implements TextEngine {

    private final float[][] values;
    private final Precision precision;
    private final PrecomputedInputWeights forward;
    private final PrecomputedInputWeights backward;

    /**
     * @param values in the order of {@link TextWeights}; must not change any more
     * @param precision of words, recurrent weights, and the states that enter products
     */
    PrecomputedInputEngine(TextArchitecture shape, float[][] values, Precision precision) {
        this.values = values;
        this.precision = precision;
        this.forward = new PrecomputedInputWeights(
                shape,
                values[TextWeights.EMBEDDING],
                values[TextWeights.FORWARD_INPUT],
                values[TextWeights.FORWARD_RECURRENT],
                values[TextWeights.FORWARD_BIAS],
                precision);
        this.backward = new PrecomputedInputWeights(
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

    PrecomputedInputWeights forward() {
        return forward;
    }

    PrecomputedInputWeights backward() {
        return backward;
    }

    @Override
    public TextScorer newScorer() {
        return new PrecomputedInputScorer(this);
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
