package dev.millrace.model.nativemath;

/**
 * One direction of an LSTM run by oneDNN for training, from the first step to the last: for the other direction the caller reverses
 * the rows. Owned by one thread; the weights may be shared.
 */
public final class LstmDirection implements AutoCloseable {

    private final LstmPlans plans;
    private final LstmWeights weights;
    private final LstmBuffers buffers;

    /** Plans and weights stay the caller's. */
    public LstmDirection(LstmPlans plans, LstmWeights weights) {
        this.plans = plans;
        this.weights = weights;
        this.buffers = new LstmBuffers();
    }

    /**
     * @param source [steps][rows][inputs], finite in the padding too
     * @param hidden receives [steps][rows][units]
     */
    public void forward(int steps, int rows, float[] source, float[] hidden) {
        LstmPlan plan = plans.plan(steps, rows);
        plan.prepare(buffers);
        buffers.source().put(source, plan.shape().floats(plan.shape().inputs()));
        plan.forward(plans.queue(), weights, buffers);
        buffers.hidden().get(hidden, plan.shape().floats(plan.shape().units()));
    }

    /**
     * After {@link #forward} with the same extents.
     *
     * @param hiddenGradient [steps][rows][units], zero in the padding
     * @param gradients of the weights, added to
     * @param sourceGradient receives [steps][rows][inputs]
     */
    public void backward(int steps, int rows, float[] hiddenGradient, LstmGradients gradients, float[] sourceGradient) {
        LstmPlan plan = plans.plan(steps, rows);
        buffers.hiddenGradient()
                .put(hiddenGradient, plan.shape().floats(plan.shape().units()));
        plan.backward(plans.queue(), weights, buffers, gradients);
        buffers.sourceGradient()
                .get(sourceGradient, plan.shape().floats(plan.shape().inputs()));
    }

    @Override
    public void close() {
        buffers.close();
    }
}
