package dev.millrace.model.text;

import dev.millrace.model.spec.TokenizerKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into words: runs of letters and digits, with an apostrophe if it is between two letters, in lower case.
 * HTML tags such as {@code <br />} are dropped. Everything else separates words, including control characters and lone
 * surrogates. Combining marks stay with their letter and are not composed with it. This is {@link TokenizerKind#BASIC};
 * {@link UnicodeTokenizer} cuts texts in any script.
 */
public final class Tokenizer {

    /** A word, before it is put into lower case, as a regular expression with Unicode categories. */
    public static final String TOKEN_PATTERN = "[\\p{L}\\p{Nd}](?:[\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}]|['\u2019](?=\\p{L}))*";

    /** What is dropped as a tag, where no word begins. */
    public static final String TAG_PATTERN = "<(?=[\\p{L}/])[^>]{1,38}>";

    /** Longer than any tag in reviews; text that is not closed by then is not a tag. */
    private static final int LONGEST_TAG = 40;

    /** ASCII letters and digits in lower case; 0 for other characters. */
    private static final char[] LOWER = new char[128];

    static {
        for (char letter = 0; letter < LOWER.length; letter++) {
            LOWER[letter] = Character.isLetterOrDigit(letter) ? Character.toLowerCase(letter) : 0;
        }
    }

    private final String text;
    private char[] letters = new char[32];

    private Tokenizer(String text) {
        this.text = text;
    }

    /** Receives each word. */
    public interface Action {

        /** @param letters its first {@code length} characters are the word; valid during the call only */
        void accept(char[] letters, int length);
    }

    /** The words of {@code text}, in order, as {@link TokenizerKind#BASIC} cuts it. */
    public static List<String> tokens(String text) {
        return tokens(text, TokenizerKind.BASIC);
    }

    /** The words of {@code text}, in order. */
    public static List<String> tokens(String text, TokenizerKind kind) {
        List<String> tokens = new ArrayList<>();
        forEach(text, kind, (letters, length) -> tokens.add(new String(letters, 0, length)));
        return tokens;
    }

    /** Passes each word to {@code action}, in order. */
    static void forEach(String text, TokenizerKind kind, Action action) {
        if (kind == TokenizerKind.UNICODE) {
            new UnicodeTokenizer(text, action, true).run();
        } else {
            new Tokenizer(text).forEach(action);
        }
    }

    private void forEach(Action action) {
        int position = 0;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            if (isLetterOrDigit(codePoint)) {
                int end = afterPlainLetters(position);
                int length = end - position;
                if (goesOn(end)) {
                    end = endOfWord(end);
                    length = takeIn(position, end);
                }
                action.accept(letters, length);
                position = end;
            } else {
                position = codePoint == '<' ? afterTag(text, position) : position + Character.charCount(codePoint);
            }
        }
    }

    /** The ASCII letter in lower case, or the digit; 0 for any other character. */
    static char lowerCase(char character) {
        return character < LOWER.length ? LOWER[character] : 0;
    }

    private static boolean isLetterOrDigit(int codePoint) {
        return codePoint < LOWER.length ? LOWER[codePoint] != 0 : Character.isLetterOrDigit(codePoint);
    }

    /** Reads ASCII letters and digits from a position on, in lower case. */
    private int afterPlainLetters(int start) {
        int position = start;
        while (position < text.length()) {
            char letter = text.charAt(position);
            if (letter >= LOWER.length || LOWER[letter] == 0) {
                break;
            }
            ensure(position - start + 1);
            letters[position - start] = LOWER[letter];
            position++;
        }
        return position;
    }

    /** Reads a word of any letters. Returns its length in lower case, which can be longer than the original. */
    private int takeIn(int start, int end) {
        String word = text.substring(start, end).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        ensure(word.length());
        word.getChars(0, word.length(), letters, 0);
        return word.length();
    }

    private void ensure(int length) {
        if (letters.length < length) {
            letters = Arrays.copyOf(letters, 2 * length);
        }
    }

    private int endOfWord(int inside) {
        int position = inside;
        while (goesOn(position)) {
            position += Character.charCount(text.codePointAt(position));
        }
        return position;
    }

    /** Whether the character there continues the word before it. */
    private boolean goesOn(int position) {
        if (position == text.length()) {
            return false;
        }
        int codePoint = text.codePointAt(position);
        return isLetterOrDigit(codePoint) || isMark(codePoint) || joins(position);
    }

    /** Combining accents, and the vowel signs of scripts such as Devanagari. */
    private static boolean isMark(int codePoint) {
        if (codePoint < LOWER.length) {
            return false;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether an apostrophe (straight or curly) at that position is followed by a letter. */
    private boolean joins(int position) {
        char mark = text.charAt(position);
        return (mark == '\'' || mark == '\u2019')
                && position + 1 < text.length()
                && Character.isLetter(text.charAt(position + 1));
    }

    /** The position after the tag that opens at {@code start}; if none does, after its bracket. */
    static int afterTag(CharSequence text, int start) {
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
