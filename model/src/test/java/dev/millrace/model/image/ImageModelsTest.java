package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.onednn.Precision;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a learner has learned is what the loaded model serves, with oneDNN and without, in either precision. */
class ImageModelsTest {

    private final TintedImages tinted = new TintedImages();

    @Test
    void servesWhatItLearned() {
        try (Learner<RgbImage> learner = tinted.learned(1)) {
            try (LoadedModel<EncodedImage> model =
                            ImageModels.load(TintedImages.artifact(learner.weights()), ImageLimits.standard());
                    Classifier<EncodedImage> classifier = model.newClassifier()) {
                List<EncodedImage> inputs = new ArrayList<>(
                        tinted.images.stream().map(ImageModelsTest::raw).toList());
                inputs.add(1, EncodedImage.encoded(ByteBuffer.allocate(0)));

                List<Outcome> outcomes = classifier.classify(inputs);

                float expected = learner.probabilities(tinted.images.subList(1, 2))[0][0];
                assertThat(outcomes).hasSize(inputs.size());
                assertThat(outcomes.get(1))
                        .isEqualTo(new Outcome.Rejected(Rejection.EMPTY_IMAGE, "the image has no bytes"));
                assertThat(score(outcomes.get(2), "red")).isCloseTo(expected, within(1e-5f));
            }
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void alsoLearnsAndServesWithoutOneDnn() {
        System.setProperty("millrace.onednn", "off");
        try (Learner<RgbImage> learner = tinted.learned(60)) {
            try (LoadedModel<EncodedImage> model = ImageModels.load(
                            TintedImages.artifact(learner.weights()), ImageLimits.standard(), Precision.BFLOAT16);
                    Classifier<EncodedImage> classifier = model.newClassifier()) {
                Outcome outcome =
                        classifier.classify(List.of(raw(tinted.images.get(0)))).get(0);

                assertThat(learner).isNotInstanceOf(ImageLearner.class);
                assertThat(tinted.right(learner.probabilities(tinted.images))).isGreaterThan(90);
                assertThat(score(outcome, "red")).isCloseTo(learner.probabilities(tinted.images)[0][0], within(1e-5f));
                assertThat(model.precision()).isEqualTo(Precision.FLOAT32);
            }
        } finally {
            System.clearProperty("millrace.onednn");
        }
    }

    @Test
    void answersNearlyTheSameInBfloat16() {
        assumeThat(Precision.BFLOAT16.isAvailable())
                .as("oneDNN and a processor with AVX-512 BF16")
                .isTrue();
        try (Learner<RgbImage> learner = tinted.learned(60)) {
            ModelArtifact artifact = TintedImages.artifact(learner.weights());
            try (LoadedModel<EncodedImage> model =
                            ImageModels.load(artifact, ImageLimits.standard(), Precision.BFLOAT16);
                    Classifier<EncodedImage> classifier = model.newClassifier()) {
                List<Outcome> outcomes = classifier.classify(
                        tinted.images.stream().map(ImageModelsTest::raw).toList());

                float[][] exact = learner.probabilities(tinted.images);
                for (int i = 0; i < exact.length; i++) {
                    assertThat(score(outcomes.get(i), "red")).isCloseTo(exact[i][0], within(0.05f));
                }
                assertThat(model.precision()).isEqualTo(Precision.BFLOAT16);
            }
        }
    }

    private static float score(Outcome outcome, String label) {
        return outcome.fold(classified -> classified.classification().scores().get(label), rejected -> Float.NaN);
    }

    private static EncodedImage raw(RgbImage image) {
        return EncodedImage.raw(ByteBuffer.wrap(image.samples()), image.side(), image.side());
    }
}
