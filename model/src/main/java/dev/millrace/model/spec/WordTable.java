package dev.millrace.model.spec;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a word's index in a list by its characters, without creating a string. Open addressing, at most half full. Words
 * are stored contiguously, so a large vocabulary takes a few hundred kilobytes of cache. Thread-safe.
 *
 * <p>A word's slot depends on a random number of the process, so that authors of texts cannot provoke collisions.
 */
final class WordTable {

    /** Returned for a word that is not in the list. */
    static final int ABSENT = -1;

    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private final char[] letters;
    private final int[] starts;
    private final int[] slots;
    private final int shift;

    /** @throws IllegalArgumentException when a word occurs twice */
    WordTable(List<String> words) {
        this.letters = String.join("", words).toCharArray();
        this.starts = new int[words.size() + 1];
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * words.size() + 1);
        this.slots = new int[1 << bits];
        this.shift = Long.SIZE - bits;
        Arrays.fill(slots, ABSENT);
        for (int place = 0; place < words.size(); place++) {
            int length = words.get(place).length();
            starts[place + 1] = starts[place] + length;
            int slot = slot(letters, starts[place], length);
            if (slots[slot] != ABSENT) {
                throw new IllegalArgumentException(
                        "the words of a vocabulary must be distinct, got '" + words.get(place) + "' twice");
            }
            slots[slot] = place;
        }
    }

    /** The index of the word that the first {@code length} characters form, or {@link #ABSENT}. */
    int place(char[] word, int length) {
        return slots[slot(word, 0, length)];
    }

    /** The slot that holds a word, or the empty slot for it. */
    private int slot(char[] word, int from, int length) {
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * MULTIPLIER + word[i];
        }
        int slot = (int) ((hash * MULTIPLIER) >>> shift);
        while (slots[slot] != ABSENT && !isAt(slots[slot], word, from, length)) {
            slot = (slot + 1) % slots.length;
        }
        return slot;
    }

    private boolean isAt(int place, char[] word, int from, int length) {
        int start = starts[place];
        if (starts[place + 1] - start != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (letters[start + i] != word[from + i]) {
                return false;
            }
        }
        return true;
    }
}
