package dev.millrace.model.text;

import dev.millrace.model.spec.TokenizerKind;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a text into words as {@link TokenizerKind#UNICODE} says. Words of {@link SimpleCharacters} take a short way without
 * ICU; the long way gives the same words. Whatever the text, it takes time in proportion to its length.
 */
final class UnicodeTokenizer {

    private final CharSequence text;
    private final int length;
    private final Tokenizer.Action action;
    private final boolean takesShortWay;
    private final StringBuilder stretch = new StringBuilder(0);
    private Optional<UnicodeWords> words = Optional.empty();
    private char[] letters = new char[32];

    /** @param takesShortWay false to take the long way for all words */
    UnicodeTokenizer(CharSequence text, Tokenizer.Action action, boolean takesShortWay) {
        this.text = text;
        this.length = text.length();
        this.action = action;
        this.takesShortWay = takesShortWay;
    }

    void run() {
        int position = 0;
        while (position < length) {
            char folded = SimpleCharacters.folded(text.charAt(position));
            if (folded > SimpleCharacters.APOSTROPHE) {
                position = readWord(position);
            } else if (folded != SimpleCharacters.OTHER) {
                position++;
            } else if (text.charAt(position) == '<') {
                position = Tokenizer.afterTag(text, position);
            } else {
                position = readStretch(position);
            }
        }
    }

    /** Reads a word that starts with a simple character, by the short way if all of it is simple. */
    private int readWord(int start) {
        int position = afterSimpleLetters(start, start);
        char after = foldedAt(position);
        while (after == SimpleCharacters.APOSTROPHE && SimpleCharacters.isLetter(foldedAt(position + 1))) {
            put(position - start, '\'');
            position = afterSimpleLetters(start, position + 1);
            after = foldedAt(position);
        }
        if (!takesShortWay || (after != SimpleCharacters.SEPARATOR && mayContinue(position))) {
            return readStretch(start);
        }
        action.accept(letters, position - start);
        return position;
    }

    /** Reads simple letters and digits of the word that begins at {@code start}. */
    private int afterSimpleLetters(int start, int from) {
        char[] word = letters;
        int position = from;
        while (position < length) {
            char folded = SimpleCharacters.folded(text.charAt(position));
            if (folded <= SimpleCharacters.APOSTROPHE) {
                break;
            }
            if (position - start == word.length) {
                word = Arrays.copyOf(word, 2 * word.length);
                letters = word;
            }
            word[position - start] = folded;
            position++;
        }
        return position;
    }

    /** Whether what follows the simple part of a word, no separator, may belong to it. */
    private boolean mayContinue(int position) {
        int next = foldedAt(position) == SimpleCharacters.APOSTROPHE ? position + 1 : position;
        char character = at(next);
        return SimpleCharacters.folded(character) == SimpleCharacters.OTHER
                && character != '<'
                && (character != '&' || HtmlEntities.isAt(text, next));
    }

    private char foldedAt(int position) {
        return SimpleCharacters.folded(at(position));
    }

    /** A blank after the end. */
    private char at(int position) {
        return position < length ? text.charAt(position) : ' ';
    }

    /** Reads up to the next separator, and takes the long way. Reads at least one character. */
    private int readStretch(int start) {
        stretch.setLength(0);
        int position = start;
        int moving = 0;
        while (position < length) {
            int codePoint = Character.codePointAt(text, position);
            int end = position + Character.charCount(codePoint);
            if (codePoint == '&' && HtmlEntities.isAt(text, position)) {
                end = HtmlEntities.end(text, position);
                codePoint = HtmlEntities.decoded(text, position, end);
            } else if (isSeparator(text.charAt(position))) {
                break;
            }
            moving = UnicodeWords.mayMove(codePoint) ? moving + 1 : 0;
            if (moving <= UnicodeWords.MOST_MARKS) {
                stretch.appendCodePoint(codePoint);
            }
            position = end;
        }
        forEachWordOfStretch();
        return Math.max(position, start + 1);
    }

    private void forEachWordOfStretch() {
        if (stretch.length() == 0) {
            return;
        }
        UnicodeWords longWay = words.orElseGet(() -> new UnicodeWords(action));
        words = Optional.of(longWay);
        longWay.forEach(stretch);
    }

    private static boolean isSeparator(char character) {
        return SimpleCharacters.folded(character) == SimpleCharacters.SEPARATOR || character == '<' || character == '&';
    }

    private void put(int index, char letter) {
        if (index == letters.length) {
            letters = Arrays.copyOf(letters, 2 * index);
        }
        letters[index] = letter;
    }
}
