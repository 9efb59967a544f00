package dev.millrace.model.nativemath;

import dev.millrace.model.Optimizer;

/**
 * Moves weights by their gradients in one pass over plain arrays, which HotSpot vectorises. Owned by one thread.
 *
 * <p>Constants are Keras' defaults: Adam 0.9, 0.999, 1e-7 (Kingma and Ba 2015); RMSProp 0.9, 1e-7 (Hinton's lecture 6e);
 * AdaGrad accumulators from 0.1, 1e-7 (Duchi et al. 2011).
 */
public final class FusedOptimizer {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float DECAY = 0.9f;
    private static final float EPSILON = 1e-7f;
    private static final float ADAGRAD_START = 0.1f;

    private final Optimizer kind;
    private final float[] first;
    private final float[] second;

    /** @param size weights in one array */
    public FusedOptimizer(Optimizer kind, int size) {
        this.kind = kind;
        this.first = new float[kind == Optimizer.ADAM ? size : 0];
        this.second = new float[kind == Optimizer.SGD ? 0 : size];
        if (kind == Optimizer.ADAGRAD) {
            java.util.Arrays.fill(second, ADAGRAD_START);
        }
    }

    /** @param step number of this step, from 1 */
    public void update(float[] weights, float[] gradients, double learningRate, long step) {
        switch (kind) {
            case SGD -> sgd(weights, gradients, (float) learningRate);
            case ADAM -> adam(weights, gradients, learningRate, step);
            case ADAGRAD -> adaGrad(weights, gradients, (float) learningRate);
            case RMSPROP -> rmsProp(weights, gradients, (float) learningRate);
        }
    }

    private static void sgd(float[] weights, float[] gradients, float rate) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= rate * gradients[i];
        }
    }

    private void adam(float[] weights, float[] gradients, double learningRate, long step) {
        float rate = (float)
                (learningRate * Math.sqrt(1 - Math.pow(BETA2, (double) step)) / (1 - Math.pow(BETA1, (double) step)));
        for (int i = 0; i < weights.length; i++) {
            float gradient = gradients[i];
            float moment = BETA1 * first[i] + (1 - BETA1) * gradient;
            float square = BETA2 * second[i] + (1 - BETA2) * gradient * gradient;
            first[i] = moment;
            second[i] = square;
            weights[i] -= rate * moment / ((float) Math.sqrt(square) + EPSILON);
        }
    }

    private void adaGrad(float[] weights, float[] gradients, float rate) {
        for (int i = 0; i < weights.length; i++) {
            second[i] += gradients[i] * gradients[i];
            weights[i] -= rate * gradients[i] / ((float) Math.sqrt(second[i]) + EPSILON);
        }
    }

    private void rmsProp(float[] weights, float[] gradients, float rate) {
        for (int i = 0; i < weights.length; i++) {
            second[i] = DECAY * second[i] + (1 - DECAY) * gradients[i] * gradients[i];
            weights[i] -= rate * gradients[i] / ((float) Math.sqrt(second[i]) + EPSILON);
        }
    }
}
