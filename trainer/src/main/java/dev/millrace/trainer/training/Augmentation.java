package dev.millrace.trainer.training;

import java.util.random.RandomGenerator;

/**
 * Derives another example of the same class from an example, so that a small training split goes further.
 *
 * @param <F> one example's features
 */
@FunctionalInterface
public interface Augmentation<F> {

    /** Returns new features that depend only on the given features and random numbers. Does not change its input. */
    F apply(F features, RandomGenerator random);

    /** Leaves each example unchanged. */
    static <F> Augmentation<F> none() {
        return (features, random) -> features;
    }
}
