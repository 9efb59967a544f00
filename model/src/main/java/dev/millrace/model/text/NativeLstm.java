package dev.millrace.model.text;

import dev.millrace.model.nativemath.LstmDirection;
import dev.millrace.model.nativemath.LstmGradients;
import dev.millrace.model.nativemath.LstmPlans;
import dev.millrace.model.nativemath.LstmWeights;

/** The recurrence as oneDNN's primitives, which know no lengths: batches must be padded. */
final class NativeLstm implements Recurrence {

    private final int units;
    private final LstmWeights weights;
    private final LstmDirection direction;
    private float[] hidden = new float[0];

    /** @param plans may serve several directions of one thread; stay the caller's */
    NativeLstm(LstmPlans plans, TextArchitecture shape) {
        this.units = shape.lstmUnits();
        this.weights = new LstmWeights(shape.embeddingSize(), units);
        this.direction = new LstmDirection(plans, weights);
    }

    @Override
    public void load(float[] input, float[] recurrent, float[] bias) {
        weights.load(input, recurrent, bias);
    }

    @Override
    public float[] forward(Packing packing, float[] source) {
        if (hidden.length < packing.tokens() * units) {
            hidden = new float[packing.tokens() * units];
        }
        direction.forward(packing.steps(), packing.rows(), source, hidden);
        return hidden;
    }

    @Override
    public void backward(Packing packing, float[] hiddenGradients, LstmGradients gradients, float[] sourceGradients) {
        direction.backward(packing.steps(), packing.rows(), hiddenGradients, gradients, sourceGradients);
    }

    @Override
    public void close() {
        direction.close();
        weights.close();
    }
}
