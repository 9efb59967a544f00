package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The peer runs the same network: random weights and biases, and random inputs. */
class OnnxSubjectTest {

    private static final int BATCH = 5;

    @Test
    void classifiesImagesAsMillraceDoes() {
        Weights weights = random(Network.CNN, 0.08f);
        List<RgbImage> images = new Samples().images(BATCH);

        try (OnnxSubject peer = OnnxSubject.cnn(weights, images);
                LoadedModel<EncodedImage> model =
                        ImageModels.load(MillraceServing.artifact(Network.CNN, weights), ImageLimits.standard())) {
            List<EncodedImage> inputs = images.stream()
                    .map(image -> EncodedImage.raw(ByteBuffer.wrap(image.samples()), Samples.SIDE, Samples.SIDE))
                    .toList();
            List<Classification> ours = classify(model, inputs);
            float[][] theirs = peer.probabilities();

            for (int row = 0; row < BATCH; row++) {
                for (int label = 0; label < Samples.IMAGE_LABELS.size(); label++) {
                    String name = Samples.IMAGE_LABELS.names().get(label);
                    assertThat(score(ours.get(row), name)).isCloseTo(theirs[row][label], within(1e-4f));
                }
            }
        }
    }

    @Test
    void classifiesReviewsAsMillraceDoes() {
        Weights weights = random(Network.BILSTM, 0.3f);

        try (OnnxSubject peer = OnnxSubject.bilstm(weights, new Samples().tokens(BATCH));
                LoadedModel<String> model =
                        TextModels.load(MillraceServing.artifact(Network.BILSTM, weights), TextLimits.standard())) {
            List<Classification> ours = classify(model, new Samples().texts(BATCH));
            float[][] theirs = peer.probabilities();

            for (int row = 0; row < BATCH; row++) {
                assertThat(score(ours.get(row), "pos")).isCloseTo(theirs[row][1], within(1e-4f));
            }
        }
    }

    private static float score(Classification classification, String label) {
        return classification.scores().getOrDefault(label, Float.NaN);
    }

    private static <T> List<Classification> classify(LoadedModel<T> model, List<T> inputs) {
        try (Classifier<T> classifier = model.newClassifier()) {
            return classifier.classify(inputs).stream()
                    .map(outcome -> outcome.fold(classified -> classified.classification(), rejected -> {
                        throw new AssertionError(rejected);
                    }))
                    .toList();
        }
    }

    private static Weights random(Network network, float scale) {
        Random random = new Random(6);
        return new Weights(MillraceServing.weights(network).tensors().stream()
                .map(tensor -> random(tensor, random, scale))
                .toList());
    }

    private static Tensor random(Tensor like, Random random, float scale) {
        float[] values = new float[like.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return Tensor.of(like.name(), like.shape(), values);
    }
}
