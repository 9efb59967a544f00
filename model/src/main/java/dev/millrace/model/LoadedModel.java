package dev.millrace.model;

import dev.millrace.model.artifact.ModelArtifact;

/**
 * An artifact made ready to serve. Thread-safe; each thread opens a classifier of its own.
 *
 * <p>{@link #close} forbids new classifiers; native memory is freed once those already open are closed too. So whoever
 * replaces a model may close it at once, while others still finish a batch with it.
 *
 * @param <T> the raw input
 */
public interface LoadedModel<T> extends AutoCloseable {

    /** What it was loaded from. */
    ModelArtifact artifact();

    /** The arithmetic that serves: {@code float32} or {@code bfloat16}. */
    String precision();

    /** @throws IllegalStateException when closed */
    Classifier<T> newClassifier();

    @Override
    void close();
}
