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
 * What a run does its own way for each task: features, network, and how the result serves.
 *
 * @param <F> one example's features, as the learner takes them
 * @param <T> one raw input, as the served model takes it
 */
public interface TaskPipeline<F, T> {

    Task task();

    /** The network to fit; a text's vocabulary comes from the contents of the training part. */
    Architecture architecture(Stream<byte[]> trainingContents);

    /** Stored content to features. Any thread may use it. */
    Function<byte[], F> features(Architecture architecture);

    Augmentation<F> augmentation();

    /** Weights of {@code incumbent} in the shape of {@code architecture}; none where they can't be carried over. */
    Optional<Weights> carriedOver(ModelArtifact incumbent, Architecture architecture, Labels labels, long seed);

    /** @param start the weights to start from, drawn by lot from the settings' seed where there are none */
    Learner<F> learner(Architecture architecture, Labels labels, FitSettings settings, Optional<Weights> start);

    /** The model just as the streams app loads it to serve in a precision. */
    LoadedModel<T> load(ModelArtifact artifact, Precision precision);

    /** Stored content to raw input. */
    T input(byte[] content);
}
