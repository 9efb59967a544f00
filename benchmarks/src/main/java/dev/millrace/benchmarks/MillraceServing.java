package dev.millrace.benchmarks;

import dev.millrace.model.Classifier;
import dev.millrace.model.Labels;
import dev.millrace.model.Learner;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.Architecture;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.image.ImageArchitecture;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.nativemath.Precision;
import dev.millrace.model.text.TextArchitecture;
import dev.millrace.model.text.TextLearner;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A classifier as a stream thread has it: from raw pixels or text to labels, more than what the peers are asked for. */
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
        return network == Network.CNN
                ? new MillraceServing<>(
                        ImageModels.load(imageArtifact(), ImageLimits.standard(), precision), samples.rawImages(batch))
                : new MillraceServing<>(
                        TextModels.load(reviewArtifact(), TextLimits.standard(), precision), samples.texts(batch));
    }

    private static ModelArtifact imageArtifact() {
        try (Learner<RgbImage> learner = MillraceTraining.images(1, 1)) {
            return artifact(
                    new Architecture.Convolutional(ImageArchitecture.standard()),
                    Samples.IMAGE_LABELS,
                    learner.weights());
        }
    }

    private static ModelArtifact reviewArtifact() {
        try (TextLearner learner = MillraceTraining.reviews(1, 1)) {
            return artifact(
                    new Architecture.Recurrent(TextArchitecture.standard(), Samples.VOCABULARY),
                    Samples.REVIEW_LABELS,
                    learner.weights());
        }
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
