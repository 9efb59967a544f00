package dev.millrace.model.text;

import dev.millrace.model.artifact.ModelArtifact;

/**
 * The last layer with one output per label, for softmax. Our own has a single sigmoid unit for two labels; softmax over
 * zero and that unit's sum gives the same probabilities.
 */
public final class LabelProbabilities {

    private final int count;
    private final float[] weight;
    private final float[] bias;

    private LabelProbabilities(int count, float[] weight, float[] bias) {
        this.count = count;
        this.weight = weight;
        this.bias = bias;
    }

    /** The last layer of a text model. */
    public static LabelProbabilities of(ModelArtifact artifact) {
        return new LabelProbabilities(
                artifact.manifest().labels().size(),
                artifact.weights().tensor("output.weight").values(),
                artifact.weights().tensor("output.bias").values());
    }

    /** Number of outputs. */
    public int count() {
        return count;
    }

    /** [output][input]. */
    public float[] weight() {
        return withZeros(weight);
    }

    /** One for each output. */
    public float[] bias() {
        return withZeros(bias);
    }

    private float[] withZeros(float[] values) {
        if (TextWeights.outputs(count) == count) {
            return values.clone();
        }
        float[] padded = new float[2 * values.length];
        System.arraycopy(values, 0, padded, values.length, values.length);
        return padded;
    }
}
