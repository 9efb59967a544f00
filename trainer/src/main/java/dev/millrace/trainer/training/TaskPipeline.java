package dev.millrace.trainer.training;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Task;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What differs between tasks in a run: features, network, and how the result serves.
 *
 * @param <F> one example's features, as the learner takes them
 * @param <T> one raw input, as the served model takes it
 */
public interface TaskPipeline<F, T> {

    /** The task. */
    Task task();

    /**
     * The network to fit. A text network's vocabulary comes from the contents of the training split.
     *
     * @param champion the model that the candidate is to replace, if there is one; it may decide what settings leave open
     */
    Architecture architecture(Stream<byte[]> trainingContents, Optional<ModelArtifact> champion);

    /** Converts stored content to features. Thread-safe. */
    Function<byte[], F> features(Architecture architecture);

    /** The augmentation of training examples. */
    Augmentation<F> augmentation();

    /** The weights of {@code champion} in the shape of {@code architecture}; empty if they do not fit it. */
    Optional<Weights> carriedOver(ModelArtifact champion, Architecture architecture, Labels labels, long seed);

    /**
     * Creates a learner.
     *
     * @param start the weights to start from; if empty, random weights from the settings' seed
     */
    Learner<F> learner(Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start);

    /** Loads the model as the streams app does, to serve in a precision. */
    LoadedModel<T> load(ModelArtifact artifact, Precision precision);

    /** Converts stored content to raw input. */
    T input(byte[] content);
}
