package dev.millrace.benchmarks;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A classifier as a stream thread uses it: from raw pixels or text to labels, which is more than the peers do. */
final class MillraceServing<T> implements Subject {

    private final LoadedModel<T> model;
    private final Classifier<T> classifier;
    private final List<T> inputs;

    private MillraceServing(LoadedModel<T> model, List<T> inputs) {
        this.model = model;
        this.classifier = model.newClassifier();
        this.inputs = inputs;
    }

    static Subject open(Network network, int batch, Precision precision) {
        Samples samples = new Samples();
        ModelArtifact artifact = artifact(network, weights(network));
        return network == Network.CNN
                ? new MillraceServing<>(
                        ImageModels.load(artifact, ImageLimits.standard(), precision), samples.rawImages(batch))
                : new MillraceServing<>(
                        TextModels.load(artifact, TextLimits.standard(), precision), samples.texts(batch));
    }

    /** The weights before training. */
    static Weights weights(Network network) {
        try (Learner<?> learner =
                network == Network.CNN ? MillraceTraining.images(1, 1) : MillraceTraining.reviews(1, 1)) {
            return learner.weights();
        }
    }

    static ModelArtifact artifact(Network network, Weights weights) {
        return network == Network.CNN
                ? artifact(new Architecture.Convolutional(ImageArchitecture.standard()), Samples.IMAGE_LABELS, weights)
                : artifact(
                        new Architecture.Recurrent(
                                TextArchitecture.standard(), Samples.VOCABULARY, TokenizerKind.UNICODE),
                        Samples.REVIEW_LABELS,
                        weights);
    }

    private static ModelArtifact artifact(Architecture architecture, Labels labels, Weights weights) {
        Provenance nowhere =
                new Provenance(List.of(), Sha256.of(new byte[0]), 1, 1, Instant.EPOCH, Optional.empty(), Map.of());
        return ModelArtifact.of(
                new Manifest(architecture, labels, MillraceTraining.settings(1, 0), Map.of(), nowhere), weights);
    }

    @Override
    public float run() {
        return classifier.classify(inputs).hashCode();
    }

    @Override
    public void close() {
        classifier.close();
        model.close();
    }
}
