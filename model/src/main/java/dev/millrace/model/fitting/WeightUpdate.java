package dev.millrace.model.fitting;

import dev.millrace.model.spec.Optimizer;
import java.util.Arrays;
import java.util.List;

/**
 * The end of a training step: adds the threads' gradients in a fixed order, averages them, and lets the optimiser update
 * the weights. Each thread handles a range of every tensor, element by element, so the thread count does not change the
 * result. Owned by one thread.
 */
public final class WeightUpdate {

    /** Numbers processed together: with everything that belongs to them, they fit the first-level cache. */
    private static final int BLOCK = 1024;

    private final float[][] weights;
    private final FusedOptimizer[] optimizers;
    private final ParallelFor parallel;

    /**
     * @param weights of each tensor; updated in place
     * @param parallel does the work
     */
    public WeightUpdate(Optimizer optimizer, float[][] weights, ParallelFor parallel) {
        this.weights = weights;
        this.optimizers = Arrays.stream(weights)
                .map(values -> new FusedOptimizer(optimizer, values.length))
                .toArray(FusedOptimizer[]::new);
        this.parallel = parallel;
    }

    /**
     * Applies the gradients of one mini-batch.
     *
     * @param gradients of each thread, at least one, in the shape of the weights; the first ones end up as the mean
     * @param examples number of examples of all gradients together
     * @param step number of this step, from 1
     */
    public void apply(List<float[][]> gradients, int examples, double learningRate, long step) {
        float share = 1f / examples;
        parallel.run(part -> {
            for (int tensor = 0; tensor < weights.length; tensor++) {
                float rate = optimizers[tensor].rate(learningRate, step);
                int end = parallel.end(part, weights[tensor].length);
                for (int from = parallel.start(part, weights[tensor].length); from < end; from += BLOCK) {
                    int to = Math.min(end, from + BLOCK);
                    float[] mean = mean(gradients, tensor, from, to, share);
                    optimizers[tensor].update(weights[tensor], mean, from, to, rate);
                }
            }
        });
    }

    private static float[] mean(List<float[][]> gradients, int tensor, int from, int to, float share) {
        float[] total = gradients.get(0)[tensor];
        for (float[][] more : gradients.subList(1, gradients.size())) {
            add(total, more[tensor], from, to);
        }
        for (int i = from; i < to; i++) {
            total[i] *= share;
        }
        return total;
    }

    private static void add(float[] total, float[] more, int from, int to) {
        for (int i = from; i < to; i++) {
            total[i] += more[i];
        }
    }
}
