package dev.millrace.model.text;

import java.util.random.RandomGenerator;

/**
 * Forgets words of a text while a network is fitted, so that it learns to do without any single one of them: each becomes the
 * unknown word (Iyyer et al. 2015, "Deep Unordered Composition Rivals Syntactic Methods for Text Classification").
 *
 * @param share of the words, 0 to below 1
 */
public record WordDropout(double share) {

    public WordDropout {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("word dropout must be 0 to below 1, got " + share);
        }
    }

    /** Another text; the given one stays as it is. */
    public int[] apply(int[] ids, RandomGenerator random) {
        int[] kept = ids.clone();
        for (int i = 0; i < kept.length; i++) {
            if (random.nextDouble() < share) {
                kept[i] = Vocabulary.UNKNOWN;
            }
        }
        return kept;
    }
}
