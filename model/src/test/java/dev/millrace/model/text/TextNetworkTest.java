package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.TextArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every engine, on batches of all lengths, against Deeplearning4j's own layers on each text alone; random weights. */
class TextNetworkTest {

    private static final int WORDS = 40;
    private static final int STEPS = 37;

    @ParameterizedTest
    @CsvSource({
        "1,2,folded",
        "7,2,folded",
        "9,2,folded",
        "33,2,folded",
        "64,2,folded",
        "70,2,folded",
        "1,3,folded",
        "20,4,folded",
        "1,2,pieces",
        "7,2,pieces",
        "33,2,pieces",
        "70,2,pieces",
        "1,3,pieces",
        "20,4,pieces",
        "1,2,packed",
        "33,2,packed",
        "20,4,packed"
    })
    void givesTheProbabilitiesOfTheStockNetwork(int texts, int labels, String engine) {
        Case sample = new Case(texts, labels, texts * 31L + labels);

        float[][] ours = sample.probabilities(engine);

        for (int row = 0; row < texts; row++) {
            INDArray stock = sample.stockOutput(row);
            for (int label = 0; label < labels; label++) {
                assertThat((double) ours[row][label]).isCloseTo(sample.stock(stock, label), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,2,10000,on", "13,2,10000,on", "32,3,10000,on", "300,2,20000,on", "32,3,200,on", "32,3,10000,off"})
    void givesTheGradientsOfTheStockNetwork(int texts, int labels, int mostTokens, String oneDnn) {
        Case sample = new Case(texts, labels, texts * 17L + labels);

        float[][] ours = withOneDnn(oneDnn, () -> sample.gradients(mostTokens));

        float[][] stock = sample.stockGradients();
        for (int tensor = 0; tensor < ours.length; tensor++) {
            for (int i = 0; i < ours[tensor].length; i++) {
                assertThat((double) ours[tensor][i] / texts).isCloseTo(stock[tensor][i], within(1e-4));
            }
        }
    }

    private static float[][] withOneDnn(String onOrOff, Supplier<float[][]> work) {
        System.setProperty("millrace.onednn", onOrOff);
        try {
            return work.get();
        } finally {
            System.clearProperty("millrace.onednn");
        }
    }

    @Test
    void takesWeightsInAndGivesThemBackUnchanged() {
        Case sample = new Case(1, 3, 5);

        Weights back = TextNetwork.weights(sample.network, Case.SHAPE, WORDS, 3);

        assertThat(TextWeights.copy(back)).isDeepEqualTo(TextWeights.copy(sample.weights));
    }

    /** Random weights, texts and labels, and the stock network with those weights. */
    private static final class Case {

        static final TextArchitecture SHAPE = new TextArchitecture(WORDS, STEPS, 6, 5);

        final int labels;
        final List<int[]> texts = new ArrayList<>();
        final int[] truths;
        final Weights weights;
        final MultiLayerNetwork network;

        Case(int count, int labels, long seed) {
            Random random = new Random(seed);
            this.labels = labels;
            for (int i = 0; i < count; i++) {
                texts.add(random.ints(1 + random.nextInt(STEPS), 1, WORDS).toArray());
            }
            texts.sort((left, right) -> right.length - left.length);
            this.truths = random.ints(count, 0, labels).toArray();
            this.weights = new Weights(TextWeights.initial(SHAPE, WORDS, labels, seed).tensors().stream()
                    .map(tensor -> random(tensor, random))
                    .toList());
            this.network = TextNetwork.create(SHAPE, WORDS, labels, weights);
        }

        private static Tensor random(Tensor like, Random random) {
            float[] values = new float[like.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.6f;
            }
            return Tensor.of(like.name(), like.shape(), values);
        }

        float[][] probabilities(String engine) {
            float[][] values = TextWeights.copy(weights);
            try (TextEngine made = serving(engine, values);
                    TextScorer scorer = made.newScorer()) {
                return scorer.probabilities(texts, labels);
            }
        }

        private static TextEngine serving(String engine, float[][] values) {
            return switch (engine) {
                case "folded" -> new PrecomputedInputEngine(SHAPE, values, Precision.FLOAT32);
                case "pieces" -> new ChunkedOneDnnEngine(SHAPE, values, Precision.FLOAT32);
                default -> new PackedTextEngine(SHAPE, values);
            };
        }

        float[][] gradients(int mostTokens) {
            TextGradients gradients = new TextGradients(SHAPE, WORDS, labels);
            try (RecurrentPass pass = new RecurrentPass(SHAPE, mostTokens)) {
                pass.load(TextWeights.copy(weights));
                pass.gradients(texts, truths, 0, new SplittableRandom(1), gradients);
            }
            return gradients.all();
        }

        INDArray stockOutput(int row) {
            return network.output(ids(row));
        }

        private INDArray ids(int row) {
            float[] ids = new float[texts.get(row).length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = texts.get(row)[i];
            }
            return Nd4j.createFromArray(new float[][] {ids});
        }

        double stock(INDArray output, int label) {
            if (labels > 2) {
                return output.getDouble(0, label);
            }
            return label == 1 ? output.getDouble(0, 0) : 1 - output.getDouble(0, 0);
        }

        /** Mean over the texts. */
        float[][] stockGradients() {
            float[][] sums = new float[9][];
            for (int row = 0; row < truths.length; row++) {
                float[][] gradients = stockGradients(row);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] = sums[i] == null ? new float[gradients[i].length] : sums[i];
                    for (int j = 0; j < sums[i].length; j++) {
                        sums[i][j] += gradients[i][j] / truths.length;
                    }
                }
            }
            return sums;
        }

        private float[][] stockGradients(int row) {
            network.setInput(ids(row));
            network.setLabels(truth(row));
            network.computeGradientAndScore();
            return TextNetwork.values((layer, name) -> network.gradient().getGradientFor(layer + "_" + name));
        }

        private INDArray truth(int row) {
            float[] truth = new float[TextWeights.outputs(labels)];
            if (labels == 2) {
                truth[0] = truths[row];
            } else {
                truth[truths[row]] = 1;
            }
            return Nd4j.createFromArray(new float[][] {truth});
        }
    }
}
