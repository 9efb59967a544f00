package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import java.util.List;

/**
 * How the models of one task are loaded and tried.
 *
 * @param samples plain inputs of the shapes that come, at least one; every healthy model of the task answers them
 */
public record ModelKind<T>(Task task, Loader<T> loader, List<T> samples) {

    public ModelKind {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a model kind needs at least one sample");
        }
    }

    /** Makes an artifact ready to serve. */
    @FunctionalInterface
    public interface Loader<T> {

        /** @throws dev.millrace.model.artifact.ArtifactException when the tensors are not those of the architecture */
        LoadedModel<T> load(ModelArtifact artifact);
    }
}
