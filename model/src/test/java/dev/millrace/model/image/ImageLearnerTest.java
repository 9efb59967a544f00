package dev.millrace.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.model.Classifier;
import dev.millrace.model.FitSettings;
import dev.millrace.model.Labels;
import dev.millrace.model.Learner;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Optimizer;
import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.artifact.Architecture;
import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.nativemath.Precision;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ImageLearnerTest {

    private static final ImageArchitecture SMALL = new ImageArchitecture(8, 4, 8, 16);
    private static final Labels LABELS = Labels.of("red", "green", "blue");
    private static final FitSettings SETTINGS = new FitSettings(Optimizer.ADAM, 0.01, 16, 1, 0.2, 7);

    private final Random random = new Random(3);
    private final int[] truths = random.ints(96, 0, 3).toArray();
    private final List<RgbImage> images =
            Arrays.stream(truths).mapToObj(this::tinted).toList();

    @Test
    void learnsWhichColourAnImageHas() {
        try (Learner<RgbImage> learner = open(Optional.empty())) {
            for (int step = 0; step < 60; step++) {
                learner.step(images, truths, 0.01);
            }

            assertThat(right(learner.probabilities(images))).isGreaterThan(90);
        }
    }

    @Test
    void goesOnFromTheWeightsItIsGiven() {
        try (Learner<RgbImage> first = open(Optional.empty())) {
            first.step(images, truths, 0.01);
            Weights weights = first.weights();
            try (Learner<RgbImage> second = open(Optional.of(weights))) {
                assertThat(second.probabilities(images)).isDeepEqualTo(first.probabilities(images));
            }
        }
    }

    @Test
    void servesWhatItLearned() {
        try (Learner<RgbImage> learner = open(Optional.empty())) {
            learner.step(images, truths, 0.01);
            try (LoadedModel<EncodedImage> model =
                            ImageModels.load(artifact(learner.weights()), ImageLimits.standard());
                    Classifier<EncodedImage> classifier = model.newClassifier()) {
                List<EncodedImage> inputs =
                        new ArrayList<>(images.stream().map(this::raw).toList());
                inputs.add(1, EncodedImage.encoded(ByteBuffer.allocate(0)));

                List<Outcome> outcomes = classifier.classify(inputs);

                float expected = learner.probabilities(images.subList(1, 2))[0][0];
                assertThat(outcomes).hasSize(inputs.size());
                assertThat(outcomes.get(1))
                        .isEqualTo(new Outcome.Rejected(Rejection.EMPTY_IMAGE, "the image has no bytes"));
                assertThat(score(outcomes.get(2), "red"))
                        .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-5f));
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void runsItsConvolutionsOnOneDnn() {
        MultiLayerNetwork network = ImageNetwork.create(SMALL, 3, SETTINGS);

        ImageNetwork.output(network, images, 8);

        assertThat(((ConvolutionLayer) network.getLayer(0)).getHelper()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64, 75})
    void answersAsDeeplearning4jsOwnLayersDo(int batch) {
        ImageArchitecture standard = ImageArchitecture.standard();
        List<RgbImage> noise = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            byte[] samples = new byte[32 * 32 * 3];
            random.nextBytes(samples);
            noise.add(RgbImage.of(32, samples));
        }
        try (Learner<RgbImage> learner = ImageLearner.open(standard, 10, SETTINGS, Optional.empty(), 1)) {
            MultiLayerNetwork reference = ImageNetwork.create(standard, 10, SETTINGS);
            ImageNetwork.restore(reference, learner.weights());

            float[][] expected = ImageNetwork.output(reference, noise, 32);

            float[][] actual = learner.probabilities(noise);
            for (int i = 0; i < batch; i++) {
                assertThat(actual[i]).containsExactly(expected[i], org.assertj.core.data.Offset.offset(1e-5f));
            }
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void learnsAndServesWithoutOneDnnToo() {
        System.setProperty("millrace.onednn", "off");
        try (Learner<RgbImage> learner = open(Optional.empty())) {
            for (int step = 0; step < 60; step++) {
                learner.step(images, truths, 0.01);
            }
            try (LoadedModel<EncodedImage> model =
                            ImageModels.load(artifact(learner.weights()), ImageLimits.standard(), Precision.BFLOAT16);
                    Classifier<EncodedImage> classifier = model.newClassifier()) {
                Outcome outcome =
                        classifier.classify(List.of(raw(images.get(0)))).get(0);

                assertThat(learner).isNotInstanceOf(ImageLearner.class);
                assertThat(right(learner.probabilities(images))).isGreaterThan(90);
                assertThat(score(outcome, "red"))
                        .isCloseTo(learner.probabilities(images)[0][0], org.assertj.core.data.Offset.offset(1e-5f));
                assertThat(model.precision()).isEqualTo("float32");
            }
        } finally {
            System.clearProperty("millrace.onednn");
        }
    }

    @Test
    void answersNearlyTheSameInBfloat16() {
        assumeThat(Precision.BFLOAT16.isFastHere())
                .as("oneDNN and a processor with AVX-512 BF16")
                .isTrue();
        try (Learner<RgbImage> learner = open(Optional.empty())) {
            for (int step = 0; step < 60; step++) {
                learner.step(images, truths, 0.01);
            }
            ModelArtifact artifact = artifact(learner.weights());
            try (LoadedModel<EncodedImage> model =
                            ImageModels.load(artifact, ImageLimits.standard(), Precision.BFLOAT16);
                    Classifier<EncodedImage> classifier = model.newClassifier()) {
                List<Outcome> outcomes =
                        classifier.classify(images.stream().map(this::raw).toList());

                float[][] exact = learner.probabilities(images);
                for (int i = 0; i < exact.length; i++) {
                    assertThat(score(outcomes.get(i), "red"))
                            .isCloseTo(exact[i][0], org.assertj.core.data.Offset.offset(0.05f));
                }
                assertThat(model.precision()).isEqualTo("bfloat16");
            }
        }
    }

    @Test
    void movesTheWeightsAsDeeplearning4jsOwnLayersDo() {
        FitSettings plain = new FitSettings(Optimizer.SGD, 0.1, 16, 1, 0, 7);
        List<RgbImage> batch = images.subList(0, 16);
        int[] labels = Arrays.copyOf(truths, 16);
        try (Learner<RgbImage> learner = ImageLearner.open(SMALL, 3, plain, Optional.empty(), 2)) {
            MultiLayerNetwork reference = ImageNetwork.create(SMALL, 3, plain);
            ImageNetwork.restore(reference, learner.weights());
            INDArray targets = Nd4j.zeros(16, 3);
            for (int i = 0; i < 16; i++) {
                targets.putScalar(i, labels[i], 1f);
            }

            learner.step(batch, labels, 0.1);
            reference.fit(new DataSet(ImageNetwork.input(batch, 8), targets));

            Weights expected = ImageNetwork.weights(reference);
            for (Tensor tensor : learner.weights().tensors()) {
                assertThat(tensor.values())
                        .containsExactly(
                                expected.tensor(tensor.name()).values(), org.assertj.core.data.Offset.offset(1e-4f));
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
                learner.step(images, truths, 0.01);
            }
            return ImageWeights.copy(learner.weights());
        }
    }

    private Learner<RgbImage> open(Optional<Weights> start) {
        return ImageLearner.open(SMALL, LABELS.size(), SETTINGS, start, 1);
    }

    private int right(float[][] probabilities) {
        int right = 0;
        for (int i = 0; i < truths.length; i++) {
            float truth = probabilities[i][truths[i]];
            right += truth >= probabilities[i][0] && truth >= probabilities[i][1] && truth >= probabilities[i][2]
                    ? 1
                    : 0;
        }
        return right;
    }

    private static float score(Outcome outcome, String label) {
        return outcome.fold(classified -> classified.classification().scores().get(label), rejected -> Float.NaN);
    }

    private RgbImage tinted(int channel) {
        byte[] samples = new byte[8 * 8 * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (random.nextInt(120) + (i % 3 == channel ? 100 : 0));
        }
        return RgbImage.of(8, samples);
    }

    private EncodedImage raw(RgbImage image) {
        return EncodedImage.raw(ByteBuffer.wrap(image.samples()), image.side(), image.side());
    }

    private static ModelArtifact artifact(Weights weights) {
        Provenance provenance =
                new Provenance(List.of(), Sha256.of(new byte[0]), 96, 7, Instant.EPOCH, Optional.empty(), Map.of());
        return ModelArtifact.of(
                new Manifest(new Architecture.Convolutional(SMALL), LABELS, SETTINGS, Map.of(), provenance), weights);
    }
}
