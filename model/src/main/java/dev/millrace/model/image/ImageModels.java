package dev.millrace.model.image;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.ConvolutionWeights;
import dev.millrace.model.onednn.OneDnn;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.onednn.ReferenceCount;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Loads image models for serving. */
public final class ImageModels {

    private static final int BATCH = 64;

    private ImageModels() {}

    /**
     * Loads a model to serve in float32.
     *
     * @throws ArtifactException when the artifact is not a complete and finite image model
     */
    public static LoadedModel<EncodedImage> load(ModelArtifact artifact, ImageLimits limits) {
        return load(artifact, limits, Precision.FLOAT32);
    }

    /**
     * Loads a model to serve in the given precision.
     *
     * @throws ArtifactException when the artifact is not a complete and finite image model
     */
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
        private final Optional<ConvolutionWeights> shared;
        private final Precision precision;
        private final ReferenceCount uses;
        private final SlowImages slow;

        Loaded(ModelArtifact artifact, ImageArchitecture shape, ImageLimits limits, Precision precision) {
            this.artifact = artifact;
            this.shape = shape;
            this.limits = limits;
            this.slow = new SlowImages(limits);
            this.weights = ImageWeights.copy(artifact.weights());
            this.precision = precision;
            this.shared = OneDnn.isAvailable() ? Optional.of(shared(shape, weights, precision)) : Optional.empty();
            this.uses = new ReferenceCount(() -> shared.ifPresent(ConvolutionWeights::close));
        }

        @Override
        public ModelArtifact artifact() {
            return artifact;
        }

        @Override
        public Precision precision() {
            return shared.isPresent() ? precision : Precision.FLOAT32;
        }

        @Override
        public Classifier<EncodedImage> newClassifier() {
            return uses.acquiredBy(() -> new ImageClassifier(this, newScorer()));
        }

        private Decoding decode(EncodedImage image) {
            return slow.decode(image, () -> ImageDecoder.decode(image, limits, shape.input()));
        }

        private static ConvolutionWeights shared(ImageArchitecture shape, float[][] weights, Precision precision) {
            ConvolutionWeights shared = new ConvolutionWeights(ConvolutionalPass.graphShape(shape), precision);
            shared.load(weights);
            return shared;
        }

        private ImageScorer newScorer() {
            return shared.<ImageScorer>map(held -> new ConvolutionalPass(shape, held, weights, false))
                    .orElseGet(() -> Dl4jImageNetwork.open(
                            shape,
                            artifact.manifest().labels().size(),
                            artifact.manifest().fitSettings(),
                            artifact.weights()));
        }

        @Override
        public void close() {
            uses.close();
        }
    }

    private static final class ImageClassifier implements Classifier<EncodedImage> {

        private final Loaded model;
        private final Labels labels;
        private final ImageScorer scorer;
        private boolean closed;

        ImageClassifier(Loaded model, ImageScorer scorer) {
            this.model = model;
            this.labels = model.artifact.manifest().labels();
            this.scorer = scorer;
        }

        @Override
        public List<Outcome> classify(List<EncodedImage> inputs) {
            return scored(inputs.stream().map(model::decode).toList());
        }

        @Override
        public List<Outcome> classifyFirst(List<EncodedImage> inputs) {
            DecodingTime time = DecodingTime.starting(model.limits.maxTime());
            List<Decoding> decoded = new ArrayList<>();
            do {
                decoded.add(model.decode(inputs.get(decoded.size())));
            } while (decoded.size() < inputs.size() && !time.isOver());
            return scored(decoded);
        }

        private List<Outcome> scored(List<Decoding> decodings) {
            Outcome[] outcomes = new Outcome[decodings.size()];
            List<RgbImage> images = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < outcomes.length; i++) {
                int place = i;
                Optional<Outcome> rejected = decodings
                        .get(i)
                        .fold(
                                decoded -> {
                                    images.add(decoded.image());
                                    places.add(place);
                                    return Optional.empty();
                                },
                                undecodable ->
                                        Optional.of(new Outcome.Rejected(undecodable.reason(), undecodable.detail())));
                rejected.ifPresent(outcome -> outcomes[place] = outcome);
            }
            for (int from = 0; from < images.size(); from += BATCH) {
                int to = Math.min(images.size(), from + BATCH);
                float[][] probabilities = scorer.probabilities(images.subList(from, to));
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
                scorer.close();
                model.uses.release();
            }
        }
    }
}
