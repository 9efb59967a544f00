package dev.millrace.trainer.training;

/**
 * Examples by index. Any number of threads may read it.
 *
 * @param <F> one example's features, after preprocessing
 */
public interface Dataset<F> {

    /** Number of examples. */
    int size();

    /** Features of an example; computed at each call if they are large. */
    F features(int index);

    /** The true class, an index into the model's labels. */
    int label(int index);
}
