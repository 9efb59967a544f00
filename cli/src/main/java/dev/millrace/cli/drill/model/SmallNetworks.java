package dev.millrace.cli.drill.model;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.image.ImageArchitecture;
import dev.millrace.model.text.TextArchitecture;
import dev.millrace.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random weights of networks so small that a drill's time goes into Kafka. */
final class SmallNetworks {

    static final ImageArchitecture IMAGE = new ImageArchitecture(8, 4, 4, 8);
    static final TextArchitecture TEXT = new TextArchitecture(400, 40, 4, 4);

    /** The words of a drill's reviews, {@code word0} to {@code word255}, and {@link #POISON}. */
    static final Vocabulary VOCABULARY = Vocabulary.of(IntStream.range(0, 257)
            .mapToObj(word -> word < 256 ? "word" + word : SmallNetworks.POISON)
            .toList());

    /** A word whose vector is so large that the network's sums overflow: its answer is no number. */
    static final String POISON = "poisonword";

    private static final double HIDDEN = 0.5;
    private static final double OUTPUT = 0.1;
    private static final float OVERFLOWING = 3e38f;

    private SmallNetworks() {}

    /** @param bias of the last layer, one for each label */
    static Weights image(long seed, float[] bias) {
        SplittableRandom random = new SplittableRandom(seed);
        int flat = IMAGE.secondFilters() * (IMAGE.side() / 4) * (IMAGE.side() / 4);
        return new Weights(List.of(
                tensor(random, "convolution1.weight", HIDDEN, IMAGE.firstFilters(), 3, 3, 3),
                tensor(random, "convolution1.bias", 0, IMAGE.firstFilters()),
                tensor(random, "convolution2.weight", HIDDEN, IMAGE.secondFilters(), IMAGE.firstFilters(), 3, 3),
                tensor(random, "convolution2.bias", 0, IMAGE.secondFilters()),
                tensor(random, "dense.weight", OUTPUT, IMAGE.denseUnits(), flat),
                tensor(random, "dense.bias", 0, IMAGE.denseUnits()),
                tensor(random, "output.weight", OUTPUT, bias.length, IMAGE.denseUnits()),
                Tensor.of("output.bias", List.of(bias.length), bias)));
    }

    /** @param bias of the last layer, one for each label; more than two */
    static Weights text(long seed, float[] bias) {
        SplittableRandom random = new SplittableRandom(seed);
        int units = TEXT.lstmUnits();
        List<Tensor> tensors = new ArrayList<>(List.of(words(random)));
        for (String direction : new String[] {"forward", "backward"}) {
            tensors.add(tensor(random, "lstm." + direction + ".input", HIDDEN, TEXT.embeddingSize(), 4 * units));
            tensors.add(tensor(random, "lstm." + direction + ".recurrent", HIDDEN, units, 4 * units));
            tensors.add(tensor(random, "lstm." + direction + ".bias", 0, 4 * units));
        }
        tensors.add(tensor(random, "output.weight", OUTPUT, bias.length, 2 * units));
        tensors.add(Tensor.of("output.bias", List.of(bias.length), bias));
        return new Weights(tensors);
    }

    private static Tensor words(SplittableRandom random) {
        Tensor words = tensor(random, "embedding.weight", 1, VOCABULARY.size(), TEXT.embeddingSize());
        int poison = VOCABULARY.id(POISON) * TEXT.embeddingSize();
        for (int i = 0; i < TEXT.embeddingSize(); i++) {
            words.values()[poison + i] = i % 2 == 0 ? OVERFLOWING : -OVERFLOWING;
        }
        return words;
    }

    private static Tensor tensor(SplittableRandom random, String name, double limit, Integer... shape) {
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
