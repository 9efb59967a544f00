package dev.millrace.model.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The words a network knows, by id. Id 0 is padding, id 1 stands for every word that is not among them, and the first
 * word has id 2.
 */
public final class Vocabulary {

    /** Fills a short text up. */
    public static final int PADDING = 0;

    /** Stands for every word outside the vocabulary. */
    public static final int UNKNOWN = 1;

    private static final int FIRST_WORD = 2;

    /** No language's word; what is longer would only make the manifest larger. */
    private static final int LONGEST_WORD = 64;

    private final List<String> words;
    private final WordTable places;

    private Vocabulary(List<String> words) {
        this.words = List.copyOf(words);
        this.places = new WordTable(words);
    }

    /** @throws IllegalArgumentException when a word comes twice */
    public static Vocabulary of(List<String> words) {
        return new Vocabulary(words);
    }

    /**
     * The words of {@code texts}, most frequent first, ties in alphabetical order: the same texts give the same ids,
     * whatever their order. Words of more than 64 characters are left out.
     *
     * @param maxWords ids at the most, padding and unknown included
     */
    public static Vocabulary byFrequency(Stream<String> texts, int maxWords) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> Tokenizer.forEach(
                text, (letters, length) -> counts.merge(new String(letters, 0, length), 1, Integer::sum)));
        return new Vocabulary(counts.entrySet().stream()
                .filter(count -> count.getKey().length() <= LONGEST_WORD)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(maxWords - FIRST_WORD)
                .map(Map.Entry::getKey)
                .toList());
    }

    /** The words, the first of which has id 2. */
    public List<String> words() {
        return words;
    }

    /** Ids in all, padding and unknown included. */
    public int size() {
        return words.size() + FIRST_WORD;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && words.equals(that.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }

    /** The word's id, {@link #UNKNOWN} where it is not among them. */
    public int id(String word) {
        return id(word.toCharArray(), word.length());
    }

    /** The id of the word that the first {@code length} characters are. */
    int id(char[] letters, int length) {
        int place = places.place(letters, length);
        return place == WordTable.ABSENT ? UNKNOWN : FIRST_WORD + place;
    }
}
