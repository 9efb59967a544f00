package dev.millrace.benchmarks;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Vocabulary;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random inputs of the standard networks, the same in each run. */
public final class Samples {

    public static final int SIDE = 32;
    public static final int TOKENS = 250;
    static final int WORDS = 10_000;
    public static final Labels IMAGE_LABELS = Labels.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    public static final Labels REVIEW_LABELS = Labels.of("neg", "pos");
    public static final Vocabulary VOCABULARY =
            Vocabulary.of(IntStream.range(2, WORDS).mapToObj(Samples::word).toList());

    private static final int LETTERS = 26;

    private final Random random = new Random(1);

    /** Images of {@link #SIDE} pixels per side, every sample random. */
    public List<RgbImage> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RgbImage.of(SIDE, bytes()))
                .toList();
    }

    List<EncodedImage> rawImages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> EncodedImage.raw(ByteBuffer.wrap(bytes()), SIDE, SIDE))
                .toList();
    }

    /** Token sequences of full length. */
    List<int[]> tokens(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.ints(TOKENS, 2, WORDS).toArray())
                .toList();
    }

    /** Texts of {@link #TOKENS} words that the vocabulary knows. */
    public List<String> texts(int count) {
        return tokens(count).stream()
                .map(ids -> IntStream.of(ids).mapToObj(Samples::word).collect(Collectors.joining(" ")))
                .toList();
    }

    int[] truths(int count, int labels) {
        return random.ints(count, 0, labels).toArray();
    }

    private byte[] bytes() {
        byte[] samples = new byte[SIDE * SIDE * RgbImage.CHANNELS];
        random.nextBytes(samples);
        return samples;
    }

    private static String word(int id) {
        StringBuilder letters = new StringBuilder("w");
        for (int rest = id; rest > 0; rest /= LETTERS) {
            letters.append((char) ('a' + rest % LETTERS));
        }
        return letters.toString();
    }
}
