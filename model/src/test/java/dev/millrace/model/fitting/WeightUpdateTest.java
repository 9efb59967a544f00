package dev.millrace.model.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.millrace.model.spec.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightUpdateTest {

    private static final int[] SIZES = {1, 1023, 1024, 5000};

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void movesAllWeightsAlikeWhateverTheThreads(Optimizer optimizer) {
        float[][] byOne = moved(optimizer, 1);

        assertThat(moved(optimizer, 3)).isDeepEqualTo(byOne);
        for (int tensor = 0; tensor < SIZES.length; tensor++) {
            float[] before = numbers(new Random(tensor), SIZES[tensor]);
            for (int i = 0; i < before.length; i++) {
                assertThat(byOne[tensor][i]).isNotEqualTo(before[i]);
            }
        }
    }

    @Test
    void followsTheMeanOfAllThreadsGradients() {
        float[][] weights = {{1f, 2f}};
        List<float[][]> gradients = List.of(new float[][] {{3f, 0f}}, new float[][] {{1f, 8f}});
        try (ParallelFor parallel = new ParallelFor(2, "test")) {
            new WeightUpdate(Optimizer.SGD, weights, parallel).apply(gradients, 8, 0.5, 1);
        }

        assertThat(weights[0]).containsExactly(new float[] {0.75f, 1.5f}, offset(1e-7f));
    }

    private static float[][] moved(Optimizer optimizer, int threads) {
        float[][] weights = tensors(0);
        try (ParallelFor parallel = new ParallelFor(threads, "test")) {
            WeightUpdate update = new WeightUpdate(optimizer, weights, parallel);
            for (int step = 1; step < 4; step++) {
                List<float[][]> gradients = new ArrayList<>();
                for (int part = 0; part < 3; part++) {
                    gradients.add(tensors(10 * step + part));
                }
                update.apply(gradients, 7, 0.01, step);
            }
        }
        return weights;
    }

    private static float[][] tensors(int seed) {
        float[][] tensors = new float[SIZES.length][];
        for (int i = 0; i < SIZES.length; i++) {
            tensors[i] = numbers(new Random(seed + i), SIZES[i]);
        }
        return tensors;
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = 1 + random.nextFloat();
        }
        return numbers;
    }
}
