package dev.millrace.model.spec;

import java.util.List;

/**
 * The words that a network knows, by id. Id 0 is padding, id 1 stands for every unknown word, and the first word has id
 * 2.
 */
public final class Vocabulary {

    /** Pads a short text. */
    public static final int PADDING = 0;

    /** Stands for every word outside the vocabulary. */
    public static final int UNKNOWN = 1;

    /** The first id that stands for a word of the vocabulary. */
    public static final int FIRST_WORD = 2;

    private final List<String> words;
    private final WordTable places;

    private Vocabulary(List<String> words) {
        this.words = List.copyOf(words);
        this.places = new WordTable(words);
    }

    /**
     * Numbers words in the given order.
     *
     * @throws IllegalArgumentException when a word occurs twice
     */
    public static Vocabulary of(List<String> words) {
        return new Vocabulary(words);
    }

    /** The words; the first has id 2. */
    public List<String> words() {
        return words;
    }

    /** Number of ids, padding and unknown included. */
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

    /** The word's id, or {@link #UNKNOWN}. */
    public int id(String word) {
        return id(word.toCharArray(), word.length());
    }

    /** The id of the word that the first {@code length} characters form, or {@link #UNKNOWN}. */
    public int id(char[] letters, int length) {
        int place = places.place(letters, length);
        return place == WordTable.ABSENT ? UNKNOWN : FIRST_WORD + place;
    }
}
