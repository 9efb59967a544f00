package dev.millrace.model;

import java.util.List;

/**
 * One thread's view of a {@link LoadedModel}: it owns the activations, and shares the weights.
 *
 * <p>Owned by one thread; not thread-safe. No tensor crosses this line.
 *
 * @param <T> the raw input: preprocessing is part of the model
 */
public interface Classifier<T> extends AutoCloseable {

    /** One outcome per input, in input order; none for none. One input is a batch of one; any number is allowed. */
    List<Outcome> classify(List<T> inputs);

    /** Gives the thread's part back; the weights are freed with the last classifier of a closed model. */
    @Override
    void close();
}
