package dev.millrace.model.fitting;

import dev.millrace.model.artifact.Weights;
import java.util.List;

/**
 * A network being fitted. Owned by one thread; it may spread a step over several threads of its own.
 *
 * <p>On one machine, the same hyperparameters, starting weights, calls and thread count produce bit-identical weights.
 *
 * @param <F> one example's features, after preprocessing
 */
public interface Learner<F> extends AutoCloseable {

    /**
     * Performs one optimiser step on a mini-batch.
     *
     * @param labels the true class of each example, an index into the labels
     * @param learningRate of this step
     * @return the mean cross-entropy of the batch before the step, in nats; not finite if the fit has diverged
     */
    double step(List<F> features, int[] labels, double learningRate);

    /** Each example's probability of each label with the current weights, without dropout: [example][label]. */
    float[][] probabilities(List<F> features);

    /** A copy of the current weights. */
    Weights weights();

    @Override
    void close();
}
