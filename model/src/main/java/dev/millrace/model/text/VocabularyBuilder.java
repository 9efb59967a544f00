package dev.millrace.model.text;

import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.spec.Vocabulary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Counts the words of texts and keeps the most frequent ones as a vocabulary. */
public final class VocabularyBuilder {

    /** Longer words are noise and would only enlarge the manifest. */
    private static final int LONGEST_WORD = 64;

    private VocabularyBuilder() {}

    /**
     * The words of {@code texts}, most frequent first, ties in alphabetical order, so that the same texts give the same
     * ids in any order. Words of more than 64 characters are left out.
     *
     * @param maxWords maximum number of ids, padding and unknown included
     */
    public static Vocabulary byFrequency(Stream<String> texts, int maxWords, TokenizerKind tokenizer) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> Tokenizer.forEach(
                text, tokenizer, (letters, length) -> counts.merge(new String(letters, 0, length), 1, Integer::sum)));
        return Vocabulary.of(counts.entrySet().stream()
                .filter(count -> count.getKey().length() <= LONGEST_WORD)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(maxWords - Vocabulary.FIRST_WORD)
                .map(Map.Entry::getKey)
                .toList());
    }
}
