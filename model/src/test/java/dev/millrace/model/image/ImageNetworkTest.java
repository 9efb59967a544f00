package dev.millrace.model.image;

import static dev.millrace.model.image.TintedImages.SETTINGS;
import static dev.millrace.model.image.TintedImages.SMALL;
import static dev.millrace.model.onednn.Precision.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.onednn.ConvolutionWeights;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Our own passes against Deeplearning4j's layers. */
class ImageNetworkTest {

    private final TintedImages tinted = new TintedImages();

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void runsItsConvolutionsOnOneDnn() {
        MultiLayerNetwork network = ImageNetwork.create(SMALL, 3, SETTINGS);

        ImageNetwork.output(network, tinted.images, 8);

        assertThat(((ConvolutionLayer) network.getLayer(0)).getHelper()).isNotNull();
    }

    private static List<RgbImage> noise(int images) {
        Random random = new Random(3);
        List<RgbImage> noise = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            byte[] samples = new byte[32 * 32 * 3];
            random.nextBytes(samples);
            noise.add(RgbImage.of(32, samples));
        }
        return noise;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64, 75})
    void answersAsDeeplearning4jsOwnLayersDo(int batch) {
        ImageArchitecture standard = ImageArchitecture.standard();
        List<RgbImage> noise = noise(batch);
        float[][] values = decisive(standard);
        MultiLayerNetwork reference = ImageNetwork.create(standard, 10, SETTINGS);
        ImageNetwork.restore(reference, ImageWeights.of(values, standard, 10));
        float[][] expected = ImageNetwork.output(reference, noise, 32);
        try (ConvolutionWeights shared = new ConvolutionWeights(ConvolutionalPass.graphShape(standard), FLOAT32)) {
            shared.load(values);
            for (boolean training : new boolean[] {true, false}) {
                try (ConvolutionalPass pass = new ConvolutionalPass(standard, shared, values, training)) {
                    float[][] actual = pass.probabilities(noise);

                    for (int i = 0; i < batch; i++) {
                        assertThat(actual[i]).containsExactly(expected[i], within(1e-5f));
                    }
                }
            }
        }
    }

    /** Weights so large that an answer's greatest probability is about 0.8, as after training. */
    private static float[][] decisive(ImageArchitecture shape) {
        float[][] values = ImageWeights.copy(ImageWeights.initial(shape, 10, 1));
        for (float[] tensor : values) {
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] *= 2;
            }
        }
        return values;
    }

    @Test
    void movesTheWeightsAsDeeplearning4jsOwnLayersDo() {
        movesAlike(SMALL, tinted.images.subList(0, 16), Arrays.copyOf(tinted.truths, 16));
    }

    /** Deep enough for Winograd's algorithm. */
    @Test
    void movesTheWeightsOfTheStandardNetworkAlikeToo() {
        int[] labels = new Random(5).ints(48, 0, 3).toArray();
        movesAlike(ImageArchitecture.standard(), noise(48), labels);
    }

    /** Native and Deeplearning4j's own layers. */
    @ParameterizedTest
    @ValueSource(ints = {16, 48, 64, 128})
    void movesTheWeightsAlikeAtAnySide(int side) {
        ImageArchitecture shape = new ImageArchitecture(side, 8, 16, 16);
        List<RgbImage> images = new Random(side)
                .ints(6, 0, 256)
                .mapToObj(level -> {
                    byte[] samples = new byte[3 * side * side];
                    new Random(level).nextBytes(samples);
                    return RgbImage.of(side, samples);
                })
                .toList();
        movesAlike(shape, images, new int[] {0, 1, 2, 0, 1, 2});
    }

    private static void movesAlike(ImageArchitecture shape, List<RgbImage> batch, int[] labels) {
        FitSettings plain = new FitSettings(Optimizer.SGD, 1, labels.length, 1, 0, 7);
        try (Learner<RgbImage> learner = ImageLearner.open(shape, 3, plain, Optional.empty(), 2)) {
            MultiLayerNetwork reference = ImageNetwork.create(shape, 3, plain);
            ImageNetwork.restore(reference, learner.weights());
            INDArray targets = Nd4j.zeros(labels.length, 3);
            for (int i = 0; i < labels.length; i++) {
                targets.putScalar(i, labels[i], 1f);
            }

            learner.step(batch, labels, 1);
            reference.fit(new DataSet(ImageNetwork.input(batch, shape.side()), targets));

            Weights expected = ImageNetwork.weights(reference);
            for (Tensor tensor : learner.weights().tensors()) {
                assertThat(tensor.values())
                        .containsExactly(expected.tensor(tensor.name()).values(), within(1e-4f));
            }
        }
    }
}
