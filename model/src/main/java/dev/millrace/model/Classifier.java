package dev.millrace.model;

import java.util.List;

/**
 * One thread's view of a {@link LoadedModel}: it owns the activations and shares the weights.
 *
 * <p>Owned by one thread; not thread-safe. No tensor crosses this interface.
 *
 * @param <T> the raw input; preprocessing is part of the model
 */
public interface Classifier<T> extends AutoCloseable {

    /** Classifies any number of inputs, including none. Returns one outcome per input, in input order. */
    List<Outcome> classify(List<T> inputs);

    /** Frees the thread's activations. The weights of a closed model are freed with its last classifier. */
    @Override
    void close();
}
