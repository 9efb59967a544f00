package dev.millrace.trainer.training;

import java.util.random.RandomGenerator;

/**
 * Makes another example of the same class out of one, so that a small training part goes further.
 *
 * @param <F> one example's features
 */
@FunctionalInterface
public interface Augmentation<F> {

    /** A function of features and random numbers alone; the features are left as they are. */
    F apply(F features, RandomGenerator random);

    /** Each example as it is. */
    static <F> Augmentation<F> none() {
        return (features, random) -> features;
    }
}
