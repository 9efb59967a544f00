package dev.millrace.model.fitting;

import dev.millrace.model.spec.Optimizer;

/**
 * Updates weights by their gradients in one pass over plain arrays, which HotSpot vectorises. Threads may update
 * different weights at the same time.
 *
 * <p>Constants are Keras' defaults: Adam 0.9, 0.999, 1e-7 (Kingma and Ba 2015); RMSProp 0.9, 1e-7 (Hinton's lecture 6e);
 * AdaGrad accumulators from 0.1, 1e-7 (Duchi et al. 2011).
 */
final class FusedOptimizer {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float DECAY = 0.9f;
    private static final float EPSILON = 1e-7f;
    private static final float ADAGRAD_START = 0.1f;

    private final Optimizer kind;
    private final float[] first;
    private final float[] second;

    /** @param size number of weights in one array */
    FusedOptimizer(Optimizer kind, int size) {
        this.kind = kind;
        this.first = new float[kind == Optimizer.ADAM ? size : 0];
        this.second = new float[kind == Optimizer.SGD ? 0 : size];
        if (kind == Optimizer.ADAGRAD) {
            java.util.Arrays.fill(second, ADAGRAD_START);
        }
    }

    /**
     * The learning rate of a step for {@link #update}. Adam's corrects the bias of both moments.
     *
     * @param step number of the step, from 1
     */
    float rate(double learningRate, long step) {
        if (kind != Optimizer.ADAM) {
            return (float) learningRate;
        }
        return (float)
                (learningRate * Math.sqrt(1 - Math.pow(BETA2, (double) step)) / (1 - Math.pow(BETA1, (double) step)));
    }

    /**
     * Updates the weights from {@code from}, inclusive, to {@code to}, exclusive.
     *
     * @param rate from {@link #rate}
     */
    void update(float[] weights, float[] gradients, int from, int to, float rate) {
        switch (kind) {
            case SGD -> sgd(weights, gradients, from, to, rate);
            case ADAM -> adam(weights, gradients, from, to, rate);
            case ADAGRAD -> adaGrad(weights, gradients, from, to, rate);
            case RMSPROP -> rmsProp(weights, gradients, from, to, rate);
        }
    }

    private static void sgd(float[] weights, float[] gradients, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            weights[i] -= rate * gradients[i];
        }
    }

    private void adam(float[] weights, float[] gradients, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            float gradient = gradients[i];
            float moment = BETA1 * first[i] + (1 - BETA1) * gradient;
            float square = BETA2 * second[i] + (1 - BETA2) * gradient * gradient;
            first[i] = moment;
            second[i] = square;
            weights[i] -= rate * moment / ((float) Math.sqrt(square) + EPSILON);
        }
    }

    private void adaGrad(float[] weights, float[] gradients, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            second[i] += gradients[i] * gradients[i];
            weights[i] -= rate * gradients[i] / ((float) Math.sqrt(second[i]) + EPSILON);
        }
    }

    private void rmsProp(float[] weights, float[] gradients, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            second[i] = DECAY * second[i] + (1 - DECAY) * gradients[i] * gradients[i];
            weights[i] -= rate * gradients[i] / ((float) Math.sqrt(second[i]) + EPSILON);
        }
    }
}
