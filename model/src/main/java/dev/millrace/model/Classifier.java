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

    /**
     * Classifies the first inputs: one at least, and as many of the others, in input order, as their preparation takes no longer
     * than that of a single input may. So a batch of inputs that are costly on purpose holds its thread for two times that long.
     *
     * @param inputs one at least
     * @return one outcome per input that was classified, in input order
     */
    default List<Outcome> classifyFirst(List<T> inputs) {
        return classify(inputs);
    }

    /** Frees the thread's activations. The weights of a closed model are freed with its last classifier. */
    @Override
    void close();
}
