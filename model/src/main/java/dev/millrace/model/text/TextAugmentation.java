package dev.millrace.model.text;

import dev.millrace.model.spec.Vocabulary;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Derives another text of the same class for fitting. It takes a window of the text, a different one each time, so that
 * the network learns from every part and cannot memorise whole texts. It also drops some words, so that the network does
 * not depend on any single one (Iyyer et al. 2015, "Deep Unordered Composition Rivals Syntactic Methods for Text
 * Classification").
 *
 * @param window words per window, at least 1; a text with no more words stays whole
 * @param wordDropout share of the words replaced by the unknown word, 0 inclusive to 1 exclusive
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

    /** Returns a new text; does not change the given one. */
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
