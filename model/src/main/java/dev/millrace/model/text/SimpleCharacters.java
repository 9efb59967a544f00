package dev.millrace.model.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/**
 * The characters that the Unicode tokenizer reads without ICU: those of Western, Greek and Cyrillic texts, with the
 * punctuation that belongs to them. Each normalizes to a single letter or digit, or separates words, whatever precedes
 * it. ICU itself made the table, so that both ways give the same words.
 */
final class SimpleCharacters {

    /** Needs a closer look, or ICU. */
    static final char OTHER = 0;

    /** Between words. */
    static final char SEPARATOR = 1;

    /** Part of a word if it is between two letters. */
    static final char APOSTROPHE = 2;

    /** The first character behind Latin, Greek, Cyrillic, Armenian and Hebrew letters. */
    private static final int LETTERS = 0x600;

    private static final int PUNCTUATION = 0x2000;
    private static final int AFTER_PUNCTUATION = 0x2070;

    private static final Normalizer2 NORMALIZER = Normalizer2.getNFKCCasefoldInstance();
    private static final char[] TABLE = table();

    private SimpleCharacters() {}

    /** The letter or digit, folded; or one of the three constants, which are smaller than any of them. */
    static char folded(char character) {
        if (character < LETTERS) {
            return TABLE[character];
        }
        return character >= PUNCTUATION && character < AFTER_PUNCTUATION
                ? TABLE[character - PUNCTUATION + LETTERS]
                : OTHER;
    }

    /** Whether the {@link #folded} character is a letter. */
    static boolean isLetter(char folded) {
        return folded >= 'a';
    }

    private static char[] table() {
        char[] table = new char[LETTERS + AFTER_PUNCTUATION - PUNCTUATION];
        for (char character = 0; character < LETTERS; character++) {
            table[character] = computed(character);
        }
        for (char character = PUNCTUATION; character < AFTER_PUNCTUATION; character++) {
            table[character - PUNCTUATION + LETTERS] = computed(character);
        }
        table['<'] = OTHER;
        table['&'] = OTHER;
        return table;
    }

    private static char computed(char character) {
        if (character == '\'' || character == '\u2019') {
            return APOSTROPHE;
        }
        String normal = NORMALIZER.normalize(String.valueOf(character));
        if (normal.isEmpty() || !NORMALIZER.hasBoundaryBefore(character)) {
            return OTHER;
        }
        if (normal.length() == 1 && UCharacter.isLetterOrDigit(normal.charAt(0))) {
            return normal.charAt(0);
        }
        boolean hasNoWord = normal.codePoints().noneMatch(part -> UCharacter.isLetterOrDigit(part) || part == '\'');
        return hasNoWord ? SEPARATOR : OTHER;
    }
}
