package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.millrace.model.onednn.LookupTable;
import dev.millrace.model.onednn.Precision;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneRowProductTest {

    private static final int SUMS = 20;

    private final Random random = new Random(4);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 64, 67})
    void addsEveryStateTimesItsWeightsToTheWordsSums(int count) {
        float[] words = numbers(3 * SUMS);
        float[][] weights = new float[count][];
        for (int state = 0; state < count; state++) {
            weights[state] = numbers(SUMS);
        }
        float[] states = numbers(count);
        float[] expected = new float[SUMS];
        for (int sum = 0; sum < SUMS; sum++) {
            double exact = words[2 * SUMS + sum];
            for (int state = 0; state < count; state++) {
                exact += (double) states[state] * weights[state][sum];
            }
            expected[sum] = (float) exact;
        }

        OneRowProduct product = new OneRowProduct(LookupTable.of(words, SUMS, Precision.FLOAT32), weights);

        for (int again = 0; again < 2; again++) {
            assertThat(sums(product, 2, states)).containsExactly(expected, offset(1e-5f));
        }
    }

    @Test
    void addsUpInTheSameOrderForEveryText() {
        float[][] weights = new float[64][];
        for (int state = 0; state < weights.length; state++) {
            weights[state] = numbers(SUMS);
        }
        float[] states = numbers(weights.length);
        OneRowProduct product = new OneRowProduct(LookupTable.of(numbers(SUMS), SUMS, Precision.FLOAT32), weights);
        float[] first = sums(product, 0, states);

        product.reset();

        assertThat(sums(product, 0, states)).containsExactly(first);
    }

    @Test
    void refusesMoreRows() {
        OneRowProduct product =
                new OneRowProduct(LookupTable.of(numbers(SUMS), SUMS, Precision.FLOAT32), new float[1][SUMS]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> product.word(1, 0))
                .withMessageContaining("got row 1");
        assertThatIllegalArgumentException().isThrownBy(() -> product.states(0, new float[2], 2));
        assertThatIllegalArgumentException().isThrownBy(() -> product.run(2));
        assertThatIllegalArgumentException().isThrownBy(() -> product.sums(0, new float[2 * SUMS], 2));
    }

    private static float[] sums(OneRowProduct product, int word, float[] states) {
        product.word(0, word);
        product.states(0, states, 1);
        product.run(1);
        float[] sums = new float[SUMS];
        product.sums(0, sums, 1);
        return sums;
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
