package dev.millrace.model.text;

import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.spec.Vocabulary;
import java.util.Arrays;

/**
 * Converts text to word ids. Training and serving both build it from the artifact, so they always agree.
 *
 * @param vocabulary of words that {@code tokenizer} cut
 * @param maxTokens maximum number of words, at least 1
 */
public record TextEncoder(Vocabulary vocabulary, int maxTokens, TokenizerKind tokenizer) {

    public TextEncoder {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max tokens must be at least 1, got " + maxTokens);
        }
    }

    /** The encoder of a network's artifact. */
    public static TextEncoder of(Architecture.Recurrent architecture) {
        return new TextEncoder(architecture.vocabulary(), architecture.shape().maxTokens(), architecture.tokenizer());
    }

    /** The ids of the last {@code maxTokens} words; empty for a text without a word. */
    public int[] encode(String text) {
        LastIds ids = new LastIds(maxTokens);
        Tokenizer.forEach(text, tokenizer, (letters, length) -> ids.add(vocabulary.id(letters, length)));
        return ids.toArray();
    }

    /** A ring buffer that drops the oldest. */
    private static final class LastIds {

        private final int[] ring;
        private int added;
        private int next;

        LastIds(int capacity) {
            this.ring = new int[capacity];
        }

        void add(int id) {
            ring[next] = id;
            next = next + 1 == ring.length ? 0 : next + 1;
            added++;
        }

        int[] toArray() {
            if (added <= ring.length) {
                return Arrays.copyOf(ring, added);
            }
            int[] ids = new int[ring.length];
            System.arraycopy(ring, next, ids, 0, ring.length - next);
            System.arraycopy(ring, 0, ids, ring.length - next, next);
            return ids;
        }
    }
}
