package dev.millrace.streams.hotswap;

import dev.millrace.records.ModelStamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that new batches use. Installing replaces it whole; a batch in flight keeps the one it took. Thread-safe.
 *
 * @param <T> the model's input
 */
public final class CurrentModel<T> {

    private volatile @Nullable ServingModel<T> current;

    /** The stamp of the model that serves, none before the first {@link #install}. One volatile read. */
    public Optional<ModelStamp> stamp() {
        ServingModel<T> model = current;
        return model == null ? Optional.empty() : Optional.of(model.stamp());
    }

    /** Whether {@code lease} is of the model that serves. One volatile read, nothing made. */
    public boolean isServing(ClassifierHandle<T> lease) {
        ServingModel<T> model = current;
        return model != null && lease.isOf(model.stamp());
    }

    /**
     * Opens a classifier of the model that serves; the caller owns it. The model is open for as long as the call lasts, since
     * it is closed only after {@link #install} has returned it.
     *
     * @throws IllegalStateException before the first {@link #install}
     */
    public synchronized ClassifierHandle<T> lease() {
        ServingModel<T> model = current;
        if (model == null) {
            throw new IllegalStateException("classification was resumed before a model was installed");
        }
        return new ClassifierHandle<>(model.model().newClassifier(), model.stamp(), model.sample());
    }

    /** Installs {@code next} and returns the model it replaced, if any, which the caller now owns and closes. */
    public synchronized Optional<ServingModel<T>> install(ServingModel<T> next) {
        ServingModel<T> replaced = current;
        current = next;
        return Optional.ofNullable(replaced);
    }
}
