package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.model.nativemath.OneDnn;
import dev.millrace.model.nativemath.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which engine serves, and that the one at the standard size answers as the stock network does. */
class TextEngineTest {

    private static final TextArchitecture STANDARD = TextArchitecture.standard();

    @Test
    void looksWordsUpWhereTheirTableIsSmall() {
        assertThat(FoldedWeights.areSmall(STANDARD, 10_000)).isTrue();
        assertThat(FoldedWeights.areSmall(STANDARD, 32_768)).isTrue();
        assertThat(FoldedWeights.areSmall(STANDARD, 32_769)).isFalse();
        assertThat(FoldedWeights.areSmall(new TextArchitecture(1_000_000, 1, 1, 1_024), 1_000_000))
                .isFalse();
    }

    @Test
    void takesTheLibrarysPrimitiveForLargeVocabularies() {
        assumeTrue(OneDnn.isAvailable(), "large vocabularies take oneDNN, which is missing here");
        TextArchitecture wide = new TextArchitecture(9_000, 5, 2, 256);

        try (TextEngine engine = engine(wide, 9_000, Precision.FLOAT32)) {
            assertThat(engine).isInstanceOf(PiecewiseTextEngine.class);
        }
        try (TextEngine engine = engine(wide, 8_000, Precision.FLOAT32)) {
            assertThat(engine).isInstanceOf(FoldedTextEngine.class);
        }
    }

    @Test
    void answersAsTheStockNetworkAtTheStandardSize() {
        int words = 500;
        Random random = new Random(3);
        List<int[]> texts = new ArrayList<>();
        for (int row = 0; row < 67; row++) {
            texts.add(random.ints(row % 5 == 0 ? 250 : 1 + random.nextInt(250), 1, words)
                    .toArray());
        }
        MultiLayerNetwork stock = TextNetwork.create(STANDARD, words, 2, TextWeights.initial(STANDARD, words, 2, 8));

        try (TextEngine engine = engine(STANDARD, words, Precision.FLOAT32);
                TextScorer scorer = engine.newScorer()) {
            float[][] ours = scorer.probabilities(texts, 2);

            for (int row = 0; row < texts.size(); row += 6) {
                assertThat((double) ours[row][1]).isCloseTo(output(stock, texts.get(row)), within(1e-5));
            }
        }
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
