package dev.millrace.model;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.Precision;

/**
 * A model that is ready to serve. Thread-safe; each thread opens its own classifier.
 *
 * <p>After {@link #close} no new classifier can be opened. Native memory is freed once all open classifiers are closed
 * too, so the owner of a replaced model can close it immediately while other threads finish a batch.
 *
 * @param <T> the raw input
 */
public interface LoadedModel<T> extends AutoCloseable {

    /** The artifact that this model was loaded from. */
    ModelArtifact artifact();

    /** The precision that this model serves in. */
    Precision precision();

    /**
     * Opens a classifier for one thread, which must close it.
     *
     * @throws IllegalStateException after {@link #close}
     */
    Classifier<T> newClassifier();

    @Override
    void close();
}
