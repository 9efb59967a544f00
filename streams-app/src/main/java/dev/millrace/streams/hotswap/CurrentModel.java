package dev.millrace.streams.hotswap;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The model that new batches use. Installing replaces it whole; a batch in flight keeps the one it read. Thread-safe.
 *
 * @param <T> the raw input
 */
public final class CurrentModel<T> {

    private final AtomicReference<@Nullable ServingModel<T>> current = new AtomicReference<>();

    /** @throws IllegalStateException before the first {@link #install} */
    public ServingModel<T> get() {
        ServingModel<T> model = current.get();
        if (model == null) {
            throw new IllegalStateException("classification was resumed before a model was installed");
        }
        return model;
    }

    /** The version that serves, none before the first. */
    public Optional<String> version() {
        return Optional.ofNullable(current.get()).map(ServingModel::version);
    }

    /** Installs {@code next} and returns the model it replaced, if any, which the caller now owns. */
    public Optional<ServingModel<T>> install(ServingModel<T> next) {
        return Optional.ofNullable(current.getAndSet(next));
    }
}
