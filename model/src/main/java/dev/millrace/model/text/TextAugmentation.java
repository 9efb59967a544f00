package dev.millrace.model.text;

import dev.millrace.model.spec.Vocabulary;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Makes another text of the same class out of one while a network is fitted: a stretch of it, another one each time, so that
 * the network learns from every part and cannot learn whole texts by heart; and without some of the words, so that it learns to
 * do without any single one of them (Iyyer et al. 2015, "Deep Unordered Composition Rivals Syntactic Methods for Text
 * Classification").
 *
 * @param window words of the stretch, at least 1; a text that has no more stays whole
 * @param wordDropout share of its words that become the unknown word, 0 to below 1
 */
public record TextAugmentation(int window, double wordDropout) {

    public TextAugmentation {
        if (window < 1) {
            throw new IllegalArgumentException("a window must have at least 1 word, got " + window);
        }
        if (!(wordDropout >= 0 && wordDropout < 1)) {
            throw new IllegalArgumentException("word dropout must be 0 to below 1, got " + wordDropout);
        }
    }

    /** Another text; the given one stays as it is. */
    public int[] apply(int[] ids, RandomGenerator random) {
        int length = Math.min(window, ids.length);
        int from = random.nextInt(ids.length - length + 1);
        int[] kept = Arrays.copyOfRange(ids, from, from + length);
        for (int i = 0; i < kept.length; i++) {
            if (random.nextDouble() < wordDropout) {
                kept[i] = Vocabulary.UNKNOWN;
            }
        }
        return kept;
    }
}
