package dev.millrace.model.image;

import static dev.millrace.model.image.TintedImages.SETTINGS;
import static dev.millrace.model.image.TintedImages.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageLearnerTest {

    private final TintedImages tinted = new TintedImages();

    @Test
    void learnsWhichColourAnImageHas() {
        try (Learner<RgbImage> learner = tinted.learned(60)) {
            assertThat(tinted.right(learner.probabilities(tinted.images))).isGreaterThan(90);
        }
    }

    @Test
    void continuesFromTheGivenWeights() {
        try (Learner<RgbImage> first = tinted.learned(1)) {
            Weights weights = first.weights();
            try (Learner<RgbImage> second = TintedImages.learner(Optional.of(weights))) {
                assertThat(second.probabilities(tinted.images)).isDeepEqualTo(first.probabilities(tinted.images));
            }
        }
    }

    @Test
    void endsWithTheSameWeightsTwice() {
        assertThat(fitted()).isDeepEqualTo(fitted());
    }

    private float[][] fitted() {
        try (Learner<RgbImage> learner = ImageLearner.open(SMALL, 3, SETTINGS, Optional.empty(), 2)) {
            for (int step = 0; step < 5; step++) {
                learner.step(tinted.images, tinted.truths, 0.01);
            }
            return ImageWeights.copy(learner.weights());
        }
    }
}
