package dev.millrace.model.image;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Ninety-six small images of noise, each with one dominant colour, and networks of their size. */
final class TintedImages {

    static final ImageArchitecture SMALL = new ImageArchitecture(8, 4, 8, 16);
    static final Labels LABELS = Labels.of("red", "green", "blue");
    static final FitSettings SETTINGS = new FitSettings(Optimizer.ADAM, 0.01, 16, 1, 0.2, 7);

    final int[] truths;
    final List<RgbImage> images;
    private final Random random = new Random(3);

    TintedImages() {
        this.truths = random.ints(96, 0, 3).toArray();
        this.images = Arrays.stream(truths).mapToObj(this::tinted).toList();
    }

    static Learner<RgbImage> learner(Optional<Weights> start) {
        return ImageLearner.open(SMALL, LABELS.size(), SETTINGS, start, 1);
    }

    /** A new learner that has seen all of them so many times. */
    Learner<RgbImage> learned(int steps) {
        Learner<RgbImage> learner = learner(Optional.empty());
        for (int step = 0; step < steps; step++) {
            learner.step(images, truths, 0.01);
        }
        return learner;
    }

    /** How many of these answers have the right colour first. */
    int right(float[][] probabilities) {
        int right = 0;
        for (int i = 0; i < truths.length; i++) {
            float truth = probabilities[i][truths[i]];
            right += truth >= probabilities[i][0] && truth >= probabilities[i][1] && truth >= probabilities[i][2]
                    ? 1
                    : 0;
        }
        return right;
    }

    static ModelArtifact artifact(Weights weights) {
        Provenance provenance =
                new Provenance(List.of(), Sha256.of(new byte[0]), 96, 7, Instant.EPOCH, Optional.empty(), Map.of());
        return ModelArtifact.of(
                new Manifest(new Architecture.Convolutional(SMALL), LABELS, SETTINGS, Map.of(), provenance), weights);
    }

    private RgbImage tinted(int channel) {
        byte[] samples = new byte[8 * 8 * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (random.nextInt(120) + (i % 3 == channel ? 100 : 0));
        }
        return RgbImage.of(8, samples);
    }
}
