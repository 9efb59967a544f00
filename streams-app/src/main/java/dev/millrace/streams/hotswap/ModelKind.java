package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import java.util.List;
import java.util.Optional;

/**
 * How to load and check the models of one task.
 *
 * @param samples typical inputs, at least one, that every healthy model of the task answers
 * @param predictions whether a model's predictions can be written
 */
public record ModelKind<T>(Task task, Loader<T> loader, List<T> samples, PredictionCheck predictions) {

    public ModelKind {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a model kind needs at least one sample");
        }
    }

    /** A kind whose models' predictions can all be written. */
    public ModelKind(Task task, Loader<T> loader, List<T> samples) {
        this(task, loader, samples, (version, model) -> Optional.empty());
    }

    /** The same kind with a check of predictions. */
    public ModelKind<T> with(PredictionCheck check) {
        return new ModelKind<>(task, loader, samples, check);
    }

    /** Finds models whose predictions can't be written. */
    @FunctionalInterface
    public interface PredictionCheck {

        /** Why some prediction of the model can't be written; empty if all can. */
        Optional<String> problem(String version, ModelArtifact model);
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
