package dev.millrace.model.image;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.Labels;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.nativemath.ConvolutionWeights;
import dev.millrace.model.nativemath.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes image models ready to serve. */
public final class ImageModels {

    private static final int BATCH = 64;

    private ImageModels() {}

    /**
     * Serves in float32.
     *
     * @throws ArtifactException when the artifact is not a whole and finite image model
     */
    public static LoadedModel<EncodedImage> load(ModelArtifact artifact, ImageLimits limits) {
        return load(artifact, limits, Precision.FLOAT32);
    }

    /** @throws ArtifactException when the artifact is not a whole and finite image model */
    public static LoadedModel<EncodedImage> load(ModelArtifact artifact, ImageLimits limits, Precision precision) {
        ImageArchitecture shape = artifact.manifest()
                .architecture()
                .fold(convolutional -> convolutional.shape(), recurrent -> {
                    throw new ArtifactException("required an image model, got a text model");
                });
        ImageWeights.require(
                artifact.weights(), shape, artifact.manifest().labels().size());
        return new Loaded(artifact, shape, limits, precision);
    }

    private static final class Loaded implements LoadedModel<EncodedImage> {

        private final ModelArtifact artifact;
        private final ImageArchitecture shape;
        private final ImageLimits limits;
        private final float[][] weights;
        private final ConvolutionWeights shared;
        private final Precision precision;
        private boolean closed;
        private int classifiers;

        Loaded(ModelArtifact artifact, ImageArchitecture shape, ImageLimits limits, Precision precision) {
            this.artifact = artifact;
            this.shape = shape;
            this.limits = limits;
            this.weights = ImageWeights.copy(artifact.weights());
            this.precision = precision;
            this.shared = new ConvolutionWeights(ConvolutionalPass.graphShape(shape), precision);
            shared.load(weights);
        }

        @Override
        public ModelArtifact artifact() {
            return artifact;
        }

        @Override
        public String precision() {
            return precision.text();
        }

        @Override
        public synchronized Classifier<EncodedImage> newClassifier() {
            if (closed) {
                throw new IllegalStateException("the model was closed: it gives no more classifiers");
            }
            classifiers++;
            ConvolutionalPass pass = new ConvolutionalPass(shape, shared, weights, false);
            return new ImageClassifier(this, pass);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                freeIfUnused();
            }
        }

        private synchronized void classifierClosed() {
            classifiers--;
            freeIfUnused();
        }

        private void freeIfUnused() {
            if (closed && classifiers == 0) {
                shared.close();
            }
        }
    }

    private static final class ImageClassifier implements Classifier<EncodedImage> {

        private final Loaded model;
        private final Labels labels;
        private final ConvolutionalPass pass;
        private boolean closed;

        ImageClassifier(Loaded model, ConvolutionalPass pass) {
            this.model = model;
            this.labels = model.artifact.manifest().labels();
            this.pass = pass;
        }

        @Override
        public List<Outcome> classify(List<EncodedImage> inputs) {
            Outcome[] outcomes = new Outcome[inputs.size()];
            List<RgbImage> images = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                int place = i;
                outcomes[i] = ImageDecoder.decode(inputs.get(i), model.limits, model.shape.side())
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
            if (!closed) {
                closed = true;
                pass.close();
                model.classifierClosed();
            }
        }
    }
}
