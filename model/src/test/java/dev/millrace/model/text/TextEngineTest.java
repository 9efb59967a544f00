package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.model.onednn.OneDnn;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.TextArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which engine serves, and that the one at the standard size answers as the stock network does. */
class TextEngineTest {

    private static final TextArchitecture STANDARD = TextArchitecture.standard();

    @Test
    void looksUpWordsIfTheirTableIsSmall() {
        assertThat(PrecomputedInputWeights.areSmall(STANDARD, 10_000)).isTrue();
        assertThat(PrecomputedInputWeights.areSmall(STANDARD, 32_768)).isTrue();
        assertThat(PrecomputedInputWeights.areSmall(STANDARD, 32_769)).isFalse();
        assertThat(PrecomputedInputWeights.areSmall(new TextArchitecture(1_000_000, 1, 1, 1_024), 1_000_000))
                .isFalse();
    }

    @Test
    void usesTheLibrarysPrimitiveForLargeVocabularies() {
        assumeTrue(OneDnn.isAvailable(), "large vocabularies take oneDNN, which is missing here");
        TextArchitecture wide = new TextArchitecture(9_000, 5, 2, 256);

        try (TextEngine engine = engine(wide, 9_000, Precision.FLOAT32)) {
            assertThat(engine).isInstanceOf(ChunkedOneDnnEngine.class);
        }
        try (TextEngine engine = engine(wide, 8_000, Precision.FLOAT32)) {
            assertThat(engine).isInstanceOf(PrecomputedInputEngine.class);
        }
    }

    @Test
    void answersAsTheStockNetworkAtTheStandardSize() {
        int words = 500;
        List<int[]> texts = texts(67, words);
        MultiLayerNetwork stock = TextNetwork.create(STANDARD, words, 2, TextWeights.initial(STANDARD, words, 2, 8));

        try (TextEngine engine = engine(STANDARD, words, Precision.FLOAT32);
                TextScorer scorer = engine.newScorer()) {
            float[][] ours = scorer.probabilities(texts, 2);

            for (int row = 0; row < texts.size(); row += 6) {
                assertThat((double) ours[row][1]).isCloseTo(output(stock, texts.get(row)), within(1e-5));
            }
        }
    }

    @Test
    void usesOurOwnLoopInBfloat16UnlessTheProcessorHasTiles() {
        assumeTrue(Precision.BFLOAT16.isAvailable(), "this processor has no bfloat16 instructions");

        try (TextEngine engine = engine(STANDARD, 500, Precision.BFLOAT16)) {
            assertThat(engine)
                    .isInstanceOf(OneDnn.hasTiles() ? ChunkedOneDnnEngine.class : PrecomputedInputEngine.class)
                    .extracting(TextEngine::precision)
                    .isEqualTo(Precision.BFLOAT16);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30, 67})
    void answersInBfloat16NearlyAsInFloat32(int count) {
        assumeTrue(Precision.BFLOAT16.isAvailable(), "this processor has no bfloat16 instructions");
        float[][] weights = spread(TextWeights.copy(TextWeights.initial(STANDARD, 500, 2, 8)));
        List<int[]> texts = texts(count, 500);

        try (TextEngine exact = new PrecomputedInputEngine(STANDARD, weights, Precision.FLOAT32);
                TextEngine loop = new PrecomputedInputEngine(STANDARD, weights, Precision.BFLOAT16);
                TextEngine primitive = new ChunkedOneDnnEngine(STANDARD, weights, Precision.BFLOAT16)) {
            float[] expected = scores(exact, texts);

            assertThat(scores(loop, texts)).isNotEqualTo(expected).containsExactly(expected, offset(0.01f));
            assertThat(scores(primitive, texts)).isNotEqualTo(expected).containsExactly(expected, offset(0.01f));
        }
    }

    /** Scores from near 0 to near 1. */
    private static float[][] spread(float[][] weights) {
        for (int tensor : new int[] {TextWeights.EMBEDDING, TextWeights.OUTPUT_WEIGHT}) {
            for (int i = 0; i < weights[tensor].length; i++) {
                weights[tensor][i] *= 20;
            }
        }
        return weights;
    }

    private static float[] scores(TextEngine engine, List<int[]> texts) {
        try (TextScorer scorer = engine.newScorer()) {
            float[] scores = new float[texts.size()];
            float[][] probabilities = scorer.probabilities(texts, 2);
            for (int row = 0; row < scores.length; row++) {
                scores[row] = probabilities[row][1];
            }
            return scores;
        }
    }

    private static List<int[]> texts(int count, int words) {
        Random random = new Random(3);
        List<int[]> texts = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            texts.add(random.ints(row % 5 == 0 ? 250 : 1 + random.nextInt(250), 1, words)
                    .toArray());
        }
        return texts;
    }

    private static TextEngine engine(TextArchitecture shape, int words, Precision precision) {
        return TextEngine.of(shape, TextWeights.copy(TextWeights.initial(shape, words, 2, 8)), precision);
    }

    private static double output(MultiLayerNetwork stock, int[] text) {
        float[] ids = new float[text.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = text[i];
        }
        INDArray output = stock.output(Nd4j.createFromArray(new float[][] {ids}));
        return output.getDouble(0, 0);
    }
}
