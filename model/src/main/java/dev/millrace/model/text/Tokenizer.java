package dev.millrace.model.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Cuts a text into words: runs of letters and digits, with an apostrophe where it stands between two letters, in lower
 * case. HTML tags such as {@code <br />} fall out; everything else separates, control characters and lone surrogates
 * too. Combining marks stay with their letter and are not composed with it.
 */
public final class Tokenizer {

    /** Longer than any tag that reviews hold: what does not close by then was no tag. */
    private static final int LONGEST_TAG = 40;

    private Tokenizer() {}

    public static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        forEach(text, tokens::add);
        return tokens;
    }

    /** Hands each word to {@code action}, from the first to the last. */
    static void forEach(String text, Consumer<String> action) {
        int position = 0;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            if (Character.isLetterOrDigit(codePoint)) {
                int end = endOfWord(text, position);
                action.accept(word(text, position, end));
                position = end;
            } else {
                position = codePoint == '<' ? afterTag(text, position) : position + Character.charCount(codePoint);
            }
        }
    }

    private static int endOfWord(String text, int start) {
        int position = start;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            if (!Character.isLetterOrDigit(codePoint) && !isMark(codePoint) && !joins(text, position)) {
                break;
            }
            position += Character.charCount(codePoint);
        }
        return position;
    }

    /** Accents written apart from their letter, and the vowel signs of scripts such as Devanagari. */
    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether an apostrophe (straight or curly) stands there with a letter behind it. */
    private static boolean joins(String text, int position) {
        char mark = text.charAt(position);
        return (mark == '\'' || mark == '\u2019')
                && position + 1 < text.length()
                && Character.isLetter(text.charAt(position + 1));
    }

    private static String word(String text, int start, int end) {
        return text.substring(start, end).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    }

    private static int afterTag(String text, int start) {
        boolean opens = start + 1 < text.length()
                && (Character.isLetter(text.charAt(start + 1)) || text.charAt(start + 1) == '/');
        int last = opens ? Math.min(text.length(), start + LONGEST_TAG) : 0;
        for (int end = start + 1; end < last; end++) {
            if (text.charAt(end) == '>') {
                return end + 1;
            }
        }
        return start + 1;
    }
}
