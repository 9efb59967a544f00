package dev.millrace.trainer.training;

import dev.millrace.model.fitting.Learner;
import java.util.ArrayList;
import java.util.List;

/**
 * The quality of a learner on a data set.
 *
 * @param loss mean cross-entropy in nats; not finite if a probability is not
 * @param accuracy share classified correctly, 0 to 1
 */
public record Evaluation(double loss, double accuracy) {

    /** Bounds the loss of a probability of 0. */
    private static final double LEAST_PROBABILITY = 1e-7;

    private static final int BATCH = 256;

    /** Evaluates a learner on at least one example. */
    public static <F> Evaluation of(Learner<F> learner, Dataset<F> dataset) {
        double loss = 0;
        int right = 0;
        for (int from = 0; from < dataset.size(); from += BATCH) {
            int to = Math.min(dataset.size(), from + BATCH);
            float[][] probabilities = learner.probabilities(features(dataset, from, to));
            for (int i = from; i < to; i++) {
                float[] scores = probabilities[i - from];
                loss += loss(scores[dataset.label(i)]);
                right += best(scores) == dataset.label(i) ? 1 : 0;
            }
        }
        return new Evaluation(loss / dataset.size(), (double) right / dataset.size());
    }

    /** The loss of a true label's probability, in nats. */
    public static double loss(double probability) {
        return -Math.log(Math.max(probability, LEAST_PROBABILITY));
    }

    private static <F> List<F> features(Dataset<F> dataset, int from, int to) {
        List<F> features = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            features.add(dataset.features(i));
        }
        return features;
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
