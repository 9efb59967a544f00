package dev.millrace.model.fitting;

import dev.millrace.model.artifact.Weights;
import java.util.List;

/**
 * A network while it is fitted. Owned by one thread; it may spread a step over several threads of its own.
 *
 * <p>With the same hyperparameters, starting weights, calls and thread count on one machine, it ends with the same
 * weights, bit by bit.
 *
 * @param <F> one example's features, after preprocessing
 */
public interface Learner<F> extends AutoCloseable {

    /**
     * One optimiser step on a mini-batch.
     *
     * @param labels the true class of each example, an index into the labels
     * @param learningRate of this step
     * @return the mean cross-entropy of the batch before the step, nats; not finite where the fit has diverged
     */
    double step(List<F> features, int[] labels, double learningRate);

    /** Each example's probability of each label with the weights of now, dropout off: [example][label]. */
    float[][] probabilities(List<F> features);

    /** A copy of the weights of now. */
    Weights weights();

    @Override
    void close();
}
