package dev.millrace.model.fitting;

/**
 * Converts the sums of the last layer to probabilities and a loss: one sigmoid unit for two labels, softmax for more.
 */
public final class CrossEntropy {

    private CrossEntropy() {}

    /** The probability of each label. */
    public static float[] probabilities(float[] sums, int labels) {
        if (labels == 2) {
            float second = (float) (1 / (1 + Math.exp(-sums[0])));
            return new float[] {1 - second, second};
        }
        return softmax(sums);
    }

    /** Replaces the sums by the gradient of the loss (probability minus truth). Returns the loss in nats. */
    public static double lossAndGradient(float[] sums, int label) {
        if (sums.length == 1) {
            double sum = sums[0];
            sums[0] = (float) (1 / (1 + Math.exp(-sum)) - label);
            return Math.max(sum, 0) - sum * label + Math.log1p(Math.exp(-Math.abs(sum)));
        }
        return softmaxLossAndGradient(sums, label);
    }

    /** The same, with softmax for any number of labels. */
    public static double softmaxLossAndGradient(float[] sums, int label) {
        float[] probabilities = softmax(sums);
        System.arraycopy(probabilities, 0, sums, 0, sums.length);
        sums[label] -= 1;
        return -Math.log(Math.max(probabilities[label], Float.MIN_NORMAL));
    }

    /** The probability of each label. */
    public static float[] softmax(float[] sums) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float sum : sums) {
            greatest = Math.max(greatest, sum);
        }
        double total = 0;
        float[] result = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            result[i] = (float) Math.exp(sums[i] - greatest);
            total += result[i];
        }
        for (int i = 0; i < sums.length; i++) {
            result[i] /= (float) total;
        }
        return result;
    }
}
