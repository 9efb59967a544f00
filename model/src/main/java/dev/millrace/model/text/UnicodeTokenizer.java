package dev.millrace.model.text;

import dev.millrace.model.spec.TokenizerKind;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a text into words as {@link TokenizerKind#UNICODE} says. Words in ASCII take a short way without ICU; the long way
 * gives the same words. Whatever the text, it takes time in proportion to its length.
 */
final class UnicodeTokenizer {

    private final String text;
    private final Tokenizer.Action action;
    private final boolean takesShortWay;
    private final StringBuilder stretch = new StringBuilder();
    private Optional<UnicodeWords> words = Optional.empty();
    private char[] letters = new char[32];

    /** @param takesShortWay false to take the long way for all words */
    UnicodeTokenizer(String text, Tokenizer.Action action, boolean takesShortWay) {
        this.text = text;
        this.action = action;
        this.takesShortWay = takesShortWay;
    }

    void run() {
        int position = 0;
        while (position < text.length()) {
            char character = text.charAt(position);
            if (Tokenizer.lowerCase(character) != 0) {
                position = readWord(position);
            } else if (character == '<') {
                position = Tokenizer.afterTag(text, position);
            } else if (isPlainSeparator(character) || character == '\u2019') {
                position++;
            } else {
                position = readStretch(position);
            }
        }
    }

    /** Reads a word that starts in ASCII, by the short way if all of it is. */
    private int readWord(int start) {
        int position = afterPlainLetters(start, start);
        while (joins(position)) {
            put(position - start, '\'');
            position = afterPlainLetters(start, position + 1);
        }
        if (!takesShortWay || (position < text.length() && mayContinue(position))) {
            return readStretch(start);
        }
        action.accept(letters, position - start);
        return position;
    }

    /** Reads ASCII letters and digits of the word that begins at {@code start}, in lower case. */
    private int afterPlainLetters(int start, int from) {
        int position = from;
        while (position < text.length()) {
            char lower = Tokenizer.lowerCase(text.charAt(position));
            if (lower == 0) {
                break;
            }
            put(position - start, lower);
            position++;
        }
        return position;
    }

    private boolean joins(int position) {
        return isApostrophe(at(position)) && Tokenizer.lowerCase(at(position + 1)) >= 'a';
    }

    /** Whether what follows the part in ASCII may belong to the same word. */
    private boolean mayContinue(int position) {
        char next = text.charAt(position);
        if (isApostrophe(next)) {
            return at(position + 1) >= 128 || at(position + 1) == '&';
        }
        return next >= 128 ? !isPlainSeparator(next) : next == '&' && HtmlEntities.isAt(text, position);
    }

    /** A blank after the end. */
    private char at(int position) {
        return position < text.length() ? text.charAt(position) : ' ';
    }

    /** Reads up to the next separator, and takes the long way. Reads at least one character. */
    private int readStretch(int start) {
        stretch.setLength(0);
        int position = start;
        int moving = 0;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            int end = position + Character.charCount(codePoint);
            if (codePoint == '&' && HtmlEntities.isAt(text, position)) {
                end = HtmlEntities.end(text, position);
                codePoint = HtmlEntities.decoded(text, position, end);
            } else if (isSeparator(codePoint)) {
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
        UnicodeWords longWay = words.orElseGet(() -> new UnicodeWords(action));
        words = Optional.of(longWay);
        longWay.forEach(stretch);
    }

    private static boolean isSeparator(int codePoint) {
        return codePoint < 128
                ? Tokenizer.lowerCase((char) codePoint) == 0 && codePoint != '\''
                : codePoint < 0x2028 && isPlainSeparator((char) codePoint);
    }

    /** ASCII outside words, and the dashes, quotation marks, bullets and dots of Western texts. */
    private static boolean isPlainSeparator(char character) {
        return character < 128
                ? Tokenizer.lowerCase(character) == 0 && character != '&'
                : character >= 0x2010 && character <= 0x2027 && character != '\u2019';
    }

    private static boolean isApostrophe(char character) {
        return character == '\'' || character == '\u2019';
    }

    private void put(int index, char letter) {
        if (index == letters.length) {
            letters = Arrays.copyOf(letters, 2 * index);
        }
        letters[index] = letter;
    }
}
