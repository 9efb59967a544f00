package dev.millrace.model.image;

import static dev.millrace.model.image.TintedImages.SETTINGS;
import static dev.millrace.model.image.TintedImages.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.FitSettings;
import dev.millrace.model.Learner;
import dev.millrace.model.Optimizer;
import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64, 75})
    void answersAsDeeplearning4jsOwnLayersDo(int batch) {
        ImageArchitecture standard = ImageArchitecture.standard();
        Random random = new Random(3);
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
                assertThat(actual[i]).containsExactly(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void movesTheWeightsAsDeeplearning4jsOwnLayersDo() {
        FitSettings plain = new FitSettings(Optimizer.SGD, 0.1, 16, 1, 0, 7);
        List<RgbImage> batch = tinted.images.subList(0, 16);
        int[] labels = Arrays.copyOf(tinted.truths, 16);
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
                        .containsExactly(expected.tensor(tensor.name()).values(), within(1e-4f));
            }
        }
    }
}
