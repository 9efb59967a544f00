package dev.millrace.streams.hotswap;

import dev.millrace.records.ModelStamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that new batches use. Installing a model replaces it atomically; a batch in flight keeps its own. Thread-safe.
 *
 * @param <T> the model's input
 */
public final class CurrentModel<T> {

    private volatile @Nullable ServingModel<T> current;

    /** The stamp of the serving model; empty before the first {@link #install}. Costs one volatile read. */
    public Optional<ModelStamp> stamp() {
        ServingModel<T> model = current;
        return model == null ? Optional.empty() : Optional.of(model.stamp());
    }

    /** Whether {@code handle} belongs to the serving model. Costs one volatile read and allocates nothing. */
    public boolean isServing(ClassifierHandle<T> handle) {
        ServingModel<T> model = current;
        return model != null && handle.isOf(model.stamp());
    }

    /**
     * Opens a classifier of the serving model; the caller owns and closes it. The model can't be closed during this call,
     * because that happens only after {@link #install} returned it.
     *
     * @throws IllegalStateException before the first {@link #install}
     */
    public synchronized ClassifierHandle<T> openHandle() {
        ServingModel<T> model = current;
        if (model == null) {
            throw new IllegalStateException("classification was resumed before a model was installed");
        }
        return new ClassifierHandle<>(model.model().newClassifier(), model.stamp(), model.sample());
    }

    /** Takes the serving model out of service, if there is one; the caller now owns and closes it. */
    public synchronized Optional<ServingModel<T>> remove() {
        ServingModel<T> removed = current;
        current = null;
        return Optional.ofNullable(removed);
    }

    /** Installs {@code next} and returns the model it replaced, if any, which the caller now owns and closes. */
    public synchronized Optional<ServingModel<T>> install(ServingModel<T> next) {
        ServingModel<T> replaced = current;
        current = next;
        return Optional.ofNullable(replaced);
    }
}
