package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import java.util.List;

/**
 * How to load and check the models of one task.
 *
 * @param samples typical inputs, at least one, that every healthy model of the task answers
 */
public record ModelKind<T>(Task task, Loader<T> loader, List<T> samples) {

    public ModelKind {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a model kind needs at least one sample");
        }
    }

    /** Loads an artifact so that it can serve. */
    @FunctionalInterface
    public interface Loader<T> {

        /**
         * Loads {@code artifact}; the caller closes the model.
         *
         * @throws dev.millrace.model.artifact.ArtifactException when the tensors don't match the architecture
         */
        LoadedModel<T> load(ModelArtifact artifact);
    }
}
