package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLearnerTest {

    private static final TextArchitecture SMALL = new TextArchitecture(20, 12, 5, 4);
    private static final FitSettings SETTINGS = new FitSettings(Optimizer.ADAM, 0.01, 16, 1, 0.0, 7);

    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void followsTheSlopeOfTheLoss(int labels) {
        Weights start = TextWeights.initial(SMALL, 20, labels, 3);
        List<int[]> texts = sorted(texts(6));
        int[] truths = random.ints(6, 0, labels).toArray();
        TextGradients gradients = new TextGradients(SMALL, 20, labels);
        float[][] values = TextWeights.copy(start);
        try (RecurrentPass pass = new RecurrentPass(SMALL)) {
            loss(pass, values, texts, truths, gradients);
            float[][] analytic = gradients.all();
            float[][] copies = new float[analytic.length][];
            for (int i = 0; i < analytic.length; i++) {
                copies[i] = analytic[i].clone();
            }

            for (int tensor = 0; tensor < values.length; tensor++) {
                for (int trial = 0; trial < 8; trial++) {
                    int at = random.nextInt(values[tensor].length);
                    double slope = slope(pass, values, tensor, at, texts, truths, gradients);

                    assertThat((double) copies[tensor][at]).isCloseTo(slope, org.assertj.core.data.Offset.offset(2e-3));
                }
            }
        }
    }

    @Test
    void givesATextTheSameAnswerAloneAndInABatch() {
        List<int[]> texts = texts(9);
        try (TextLearner learner = TextLearner.open(SMALL, 20, 2, SETTINGS, Optional.empty(), 2)) {
            float[][] together = learner.probabilities(texts);

            for (int i = 0; i < texts.size(); i++) {
                float alone = learner.probabilities(List.of(texts.get(i)))[0][1];
                assertThat(together[i][1]).isCloseTo(alone, org.assertj.core.data.Offset.offset(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void learnsWhichWordDecides(int threads) {
        List<int[]> texts = texts(256);
        int[] truths = texts.stream().mapToInt(TextLearnerTest::holdsWordTwo).toArray();
        try (TextLearner learner = TextLearner.open(SMALL, 20, 2, SETTINGS, Optional.empty(), threads)) {
            for (int step = 0; step < 150; step++) {
                learner.step(texts, truths, 0.02);
            }

            float[][] probabilities = learner.probabilities(texts);
            int right = 0;
            for (int i = 0; i < truths.length; i++) {
                right += (probabilities[i][1] > 0.5) == (truths[i] == 1) ? 1 : 0;
            }
            assertThat(right).isGreaterThan(245);
        }
    }

    @Test
    void endsWithTheSameWeightsTwice() {
        assertThat(fitted()).isDeepEqualTo(fitted());
    }

    private float[][] fitted() {
        Random same = new Random(1);
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            texts.add(same.ints(1 + same.nextInt(12), 2, 20).toArray());
        }
        FitSettings settings = new FitSettings(Optimizer.ADAM, 0.01, 16, 1, 0.5, 7);
        try (TextLearner learner = TextLearner.open(SMALL, 20, 2, settings, Optional.empty(), 2)) {
            for (int step = 0; step < 10; step++) {
                learner.step(texts, same.ints(32, 0, 2).toArray(), 0.01);
            }
            return TextWeights.copy(learner.weights());
        }
    }

    private double slope(
            RecurrentPass pass,
            float[][] values,
            int tensor,
            int at,
            List<int[]> texts,
            int[] truths,
            TextGradients gradients) {
        float before = values[tensor][at];
        float distance = 1e-2f;
        values[tensor][at] = before + distance;
        double above = loss(pass, values, texts, truths, gradients);
        values[tensor][at] = before - distance;
        double below = loss(pass, values, texts, truths, gradients);
        values[tensor][at] = before;
        return (above - below) / (2 * distance);
    }

    private static double loss(
            RecurrentPass pass, float[][] values, List<int[]> texts, int[] truths, TextGradients gradients) {
        pass.load(values);
        return pass.gradients(texts, truths, 0, new SplittableRandom(1), gradients);
    }

    private List<int[]> texts(int count) {
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(random.ints(1 + random.nextInt(12), 2, 20).toArray());
        }
        return texts;
    }

    private static List<int[]> sorted(List<int[]> texts) {
        return java.util.Arrays.stream(LengthOrder.longestFirst(texts))
                .map(texts::get)
                .toList();
    }

    private static int holdsWordTwo(int[] text) {
        return java.util.Arrays.stream(text).anyMatch(id -> id < 6) ? 1 : 0;
    }
}
