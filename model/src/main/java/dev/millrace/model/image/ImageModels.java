package dev.millrace.model.image;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.Labels;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes image models ready to serve. */
public final class ImageModels {

    private static final int BATCH = 64;

    private ImageModels() {}

    /** @throws ArtifactException when the artifact is not a whole and finite image model */
    public static LoadedModel<EncodedImage> load(ModelArtifact artifact, ImageLimits limits) {
        ImageArchitecture shape = artifact.manifest()
                .architecture()
                .fold(convolutional -> convolutional.shape(), recurrent -> {
                    throw new ArtifactException("required an image model, got a text model");
                });
        ImageWeights.require(
                artifact.weights(), shape, artifact.manifest().labels().size());
        return new Loaded(artifact, shape, limits);
    }

    private static final class Loaded implements LoadedModel<EncodedImage> {

        private final ModelArtifact artifact;
        private final ImageArchitecture shape;
        private final ImageLimits limits;
        private final float[][] weights;
        private final AtomicBoolean closed = new AtomicBoolean();

        Loaded(ModelArtifact artifact, ImageArchitecture shape, ImageLimits limits) {
            this.artifact = artifact;
            this.shape = shape;
            this.limits = limits;
            this.weights = ImageWeights.copy(artifact.weights());
        }

        @Override
        public ModelArtifact artifact() {
            return artifact;
        }

        @Override
        public String precision() {
            return "float32";
        }

        @Override
        public Classifier<EncodedImage> newClassifier() {
            if (closed.get()) {
                throw new IllegalStateException("the model was closed: it gives no more classifiers");
            }
            ConvolutionalPass pass = new ConvolutionalPass(shape, false);
            pass.load(weights);
            return new ImageClassifier(artifact.manifest().labels(), shape.side(), limits, pass);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private record ImageClassifier(Labels labels, int side, ImageLimits limits, ConvolutionalPass pass)
            implements Classifier<EncodedImage> {

        @Override
        public List<Outcome> classify(List<EncodedImage> inputs) {
            Outcome[] outcomes = new Outcome[inputs.size()];
            List<RgbImage> images = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                int place = i;
                outcomes[i] = ImageDecoder.decode(inputs.get(i), limits, side)
                        .fold(
                                decoded -> {
                                    images.add(decoded.image());
                                    places.add(place);
                                    return new Outcome.Rejected(dev.millrace.model.Rejection.CLASSIFIER_FAILURE, "");
                                },
                                undecodable -> new Outcome.Rejected(undecodable.reason(), undecodable.detail()));
            }
            for (int from = 0; from < images.size(); from += BATCH) {
                int to = Math.min(images.size(), from + BATCH);
                float[][] probabilities = pass.probabilities(images.subList(from, to));
                for (int i = from; i < to; i++) {
                    outcomes[places.get(i)] =
                            new Outcome.Classified(Classification.of(labels, probabilities[i - from]));
                }
            }
            return Arrays.asList(outcomes);
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
