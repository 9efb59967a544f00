package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A learner that follows a script: the probability of the true label in validation after each epoch. Its weight counts
 * steps.
 */
final class ScriptedLearner implements Learner<Integer> {

    private final float[] trueProbabilities;
    final List<List<Integer>> batches = new ArrayList<>();
    final List<Double> learningRates = new ArrayList<>();
    double stepLoss = 1;
    float weightFactor = 1;
    private int validations;

    /** @param trueProbabilities of the true label, one per epoch; NaN for a network that gives NaN */
    ScriptedLearner(double... trueProbabilities) {
        this.trueProbabilities = new float[trueProbabilities.length];
        for (int i = 0; i < trueProbabilities.length; i++) {
            this.trueProbabilities[i] = (float) trueProbabilities[i];
        }
    }

    @Override
    public double step(List<Integer> features, int[] labels, double learningRate) {
        for (int i = 0; i < labels.length; i++) {
            if (features.get(i) % 2 != labels[i]) {
                throw new AssertionError("label " + labels[i] + " came with example " + features.get(i));
            }
        }
        batches.add(List.copyOf(features));
        learningRates.add(learningRate);
        return stepLoss;
    }

    @Override
    public float[][] probabilities(List<Integer> features) {
        float right = trueProbabilities[Math.min(validations++, trueProbabilities.length - 1)];
        float[][] probabilities = new float[features.size()][2];
        for (int i = 0; i < probabilities.length; i++) {
            Arrays.fill(probabilities[i], 1 - right);
            probabilities[i][features.get(i) % 2] = right;
        }
        return probabilities;
    }

    @Override
    public Weights weights() {
        return new Weights(List.of(Tensor.of("steps", List.of(1), new float[] {batches.size() * weightFactor})));
    }

    @Override
    public void close() {}
}
