package dev.millrace.drills.model;

import dev.millrace.model.artifact.Tensor;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Recurrent networks that are large because of their vocabulary, or slow because of the width of their state. */
final class LargeNetwork {

    private static final int WORD_FLOATS = 200;
    private static final int WIDE_UNITS = 1024;
    private static final double WORDS = 0.1;
    private static final double WIDE = 0.02;

    private LargeNetwork() {}

    /** A vocabulary of {@code words} words, with vectors of 800 bytes. */
    static TextArchitecture manyWords(int words) {
        TextArchitecture small = SmallNetworks.TEXT;
        return new TextArchitecture(words + 2, small.maxTokens(), WORD_FLOATS, small.lstmUnits());
    }

    /** A state of a thousand units: some hundred million operations per review. */
    static TextArchitecture wide() {
        TextArchitecture small = SmallNetworks.TEXT;
        return new TextArchitecture(small.maxWords(), small.maxTokens(), small.embeddingSize(), WIDE_UNITS);
    }

    static Architecture architecture(TextArchitecture shape) {
        int words = shape.maxWords() - 2;
        return new Architecture.Recurrent(
                shape,
                Vocabulary.of(IntStream.range(0, words)
                        .mapToObj(word -> "word" + word)
                        .toList()));
    }

    static Weights weights(long seed, TextArchitecture shape, float[] bias) {
        SplittableRandom random = new SplittableRandom(seed);
        double limit = shape.lstmUnits() == WIDE_UNITS ? WIDE : SmallNetworks.HIDDEN;
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(SmallNetworks.tensor(random, "embedding.weight", WORDS, shape.maxWords(), shape.embeddingSize()));
        tensors.addAll(SmallNetworks.behindWords(random, shape, bias, limit));
        return new Weights(tensors);
    }
}
