package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {

    private static final double LARGEST_ERROR = 3e-6;

    @ParameterizedTest
    @ValueSource(floats = {1e-6f, 0.5f, 3f, 8f, 100f, 1e6f})
    void comesWithinThreeMillionthsOfBothFunctions(float largest) {
        float[] values = new float[20_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = largest * (i - 10_000) / 10_000f;
        }
        float[] tanh = values.clone();
        float[] sigmoid = values.clone();

        Activations.tanh(tanh, 0, tanh.length);
        Activations.sigmoid(sigmoid, 0, sigmoid.length);

        for (int i = 0; i < values.length; i++) {
            assertThat(tanh[i]).isBetween(-1f, 1f).isCloseTo((float) Math.tanh(values[i]), within((float)
                    LARGEST_ERROR));
            assertThat(sigmoid[i]).isBetween(0f, 1f).isCloseTo((float) (1 / (1 + Math.exp(-values[i]))), within((float)
                    LARGEST_ERROR));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e7f, 1e9f, 1e20f, Float.MAX_VALUE})
    void staysWithinBoundsHoweverLargeAnArgumentIs(float value) {
        float[] values = {value, -value};

        Activations.tanh(values, 0, 2);

        assertThat(values[0]).isBetween(0f, 1.0001f);
        assertThat(values[1]).isBetween(-1.0001f, 0f);
    }
}
