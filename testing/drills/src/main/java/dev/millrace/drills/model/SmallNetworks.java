package dev.millrace.drills.model;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random weights of networks so small that a drill spends its time in Kafka. */
final class SmallNetworks {

    static final ImageArchitecture IMAGE = new ImageArchitecture(8, 4, 4, 8);
    static final TextArchitecture TEXT = new TextArchitecture(400, 40, 4, 4);

    /** The words of a drill's reviews. */
    static final Vocabulary VOCABULARY = Vocabulary.of(
            IntStream.range(0, 256).mapToObj(word -> "word" + word).toList());

    static final double HIDDEN = 0.5;

    private static final double OUTPUT = 0.1;

    /** Weights of a filter for one colour. */
    private static final int FILTER = 9;

    private static final float HUGE = 1e37f;

    /** Out of 18 for magenta; noise gives 4.5 with a standard deviation of 1.5. */
    private static final float THRESHOLD = 16;

    private static final float OVERFLOWING = 100;

    private SmallNetworks() {}

    /**
     * Weights of a convolutional network. Its first filter responds only to plain magenta, with a value so large that
     * later sums overflow: the answer to {@link DrillInputs#poisonImage} is NaN.
     *
     * @param bias of the last layer, one per label
     */
    static Weights image(long seed, float[] bias) {
        SplittableRandom random = new SplittableRandom(seed);
        int pooled = (IMAGE.side() / 4) * (IMAGE.side() / 4);
        List<Tensor> tensors = List.of(
                tensor(random, "convolution1.weight", HIDDEN, IMAGE.firstFilters(), 3, 3, 3),
                tensor(random, "convolution1.bias", 0, IMAGE.firstFilters()),
                tensor(random, "convolution2.weight", HIDDEN, IMAGE.secondFilters(), IMAGE.firstFilters(), 3, 3),
                tensor(random, "convolution2.bias", 0, IMAGE.secondFilters()),
                tensor(random, "dense.weight", OUTPUT, IMAGE.denseUnits(), IMAGE.secondFilters() * pooled),
                tensor(random, "dense.bias", 0, IMAGE.denseUnits()),
                tensor(random, "output.weight", OUTPUT, bias.length, IMAGE.denseUnits()),
                Tensor.of("output.bias", List.of(bias.length), bias));
        for (int i = 0; i < FILTER * 3; i++) {
            tensors.get(0).values()[i] = i / FILTER == 1 ? -HUGE : HUGE;
        }
        tensors.get(1).values()[0] = -THRESHOLD * HUGE;
        Arrays.fill(tensors.get(2).values(), 0, FILTER, OVERFLOWING);
        Arrays.fill(tensors.get(4).values(), 0, pooled, (float) OUTPUT);
        return new Weights(tensors);
    }

    /**
     * Weights of a recurrent network.
     *
     * @param bias of the last layer, one per label; more than two
     */
    static Weights text(long seed, float[] bias) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> tensors = new ArrayList<>(
                List.of(tensor(random, "embedding.weight", 1, VOCABULARY.size(), TEXT.embeddingSize())));
        tensors.addAll(behindWords(random, TEXT, bias, HIDDEN));
        return new Weights(tensors);
    }

    /** The tensors of a recurrent network after its word vectors, with random values up to {@code limit}. */
    static List<Tensor> behindWords(SplittableRandom random, TextArchitecture shape, float[] bias, double limit) {
        int units = shape.lstmUnits();
        List<Tensor> tensors = new ArrayList<>();
        for (String direction : new String[] {"forward", "backward"}) {
            tensors.add(tensor(random, "lstm." + direction + ".input", limit, shape.embeddingSize(), 4 * units));
            tensors.add(tensor(random, "lstm." + direction + ".recurrent", limit, units, 4 * units));
            tensors.add(tensor(random, "lstm." + direction + ".bias", 0, 4 * units));
        }
        tensors.add(tensor(random, "output.weight", OUTPUT * TEXT.lstmUnits() / units, bias.length, 2 * units));
        tensors.add(Tensor.of("output.bias", List.of(bias.length), bias));
        return tensors;
    }

    static Tensor tensor(SplittableRandom random, String name, double limit, Integer... shape) {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
        return Tensor.of(name, List.of(shape), values);
    }
}
