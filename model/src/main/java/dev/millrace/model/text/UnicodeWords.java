package dev.millrace.model.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.util.ULocale;
import java.util.Optional;

/**
 * Cuts a stretch of text without blanks into words: emoji are words; the rest is normalized (NFKC with full case folding,
 * invisible characters dropped) and cut like {@link Tokenizer}'s words, by dictionary where the script has no blanks.
 *
 * <p>Takes time in proportion to the stretch, and up to 300 bytes of heap a character, if the normalizer {@link #mayMove} at most {@link #MOST_MARKS} consecutive
 * characters: it sorts them by insertion. Owned by one thread.
 */
final class UnicodeWords {

    /** Unicode's Stream-Safe Text Format has the same limit. No language needs more. */
    static final int MOST_MARKS = 30;

    private static final Normalizer2 NORMALIZER = Normalizer2.getNFKCCasefoldInstance();

    /** Scripts whose words ICU finds by dictionary, and the sign that lengthens Japanese vowels. */
    private static final UnicodeSet WITHOUT_BLANKS =
            new UnicodeSet("[[:Han:][:Hiragana:][:Katakana:][:LineBreak=Complex_Context:]\\u30fc]").freeze();

    private final StringBuilder normal = new StringBuilder();
    private final StringBuilder emoji = new StringBuilder();
    private final Tokenizer.Action action;
    private Optional<BreakIterator> dictionary = Optional.empty();
    private char[] letters = new char[32];

    UnicodeWords(Tokenizer.Action action) {
        this.action = action;
    }

    /** Whether the normalizer may move the character before the one that precedes it, as it sorts accents. */
    static boolean mayMove(int codePoint) {
        return codePoint >= 0xa0 && !NORMALIZER.hasBoundaryBefore(codePoint);
    }

    private static boolean isMark(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return type == UCharacterCategory.NON_SPACING_MARK || type == UCharacterCategory.COMBINING_SPACING_MARK;
    }

    /** Passes on each word of a stretch. */
    void forEach(CharSequence stretch) {
        int from = 0;
        int position = 0;
        while (position < stretch.length()) {
            int codePoint = Character.codePointAt(stretch, position);
            if (Emoji.starts(codePoint)) {
                forEachOfWriting(stretch.subSequence(from, position));
                emoji.setLength(0);
                position = Emoji.read(stretch, position, emoji);
                emit(emoji, 0, emoji.length());
                from = position;
            } else {
                position += Character.charCount(codePoint);
            }
        }
        forEachOfWriting(stretch.subSequence(from, stretch.length()));
    }

    private void forEachOfWriting(CharSequence writing) {
        NORMALIZER.normalize(writing, normal);
        composeAm();
        int position = 0;
        while (position < normal.length()) {
            int codePoint = normal.codePointAt(position);
            if (UCharacter.isLetterOrDigit(codePoint)) {
                position = readRun(position);
            } else {
                position += Character.charCount(codePoint);
            }
        }
    }

    /** NFKC takes the vowel am of Thai and Lao apart, but ICU's dictionaries have it whole. */
    private void composeAm() {
        int length = 0;
        for (int position = 0; position < normal.length(); position++) {
            char character = normal.charAt(position);
            char before = length == 0 ? 0 : normal.charAt(length - 1);
            if (character == '\u0e32' && before == '\u0e4d') {
                normal.setCharAt(length - 1, '\u0e33');
            } else if (character == '\u0eb2' && before == '\u0ecd') {
                normal.setCharAt(length - 1, '\u0eb3');
            } else {
                normal.setCharAt(length++, character);
            }
        }
        normal.setLength(length);
    }

    private int readRun(int start) {
        boolean hasBlanks = true;
        int position = start;
        while (position < normal.length()) {
            int codePoint = normal.codePointAt(position);
            if (!UCharacter.isLetterOrDigit(codePoint) && !isMark(codePoint) && !joins(position)) {
                break;
            }
            hasBlanks &= codePoint < 128 || !WITHOUT_BLANKS.contains(codePoint);
            position += Character.charCount(codePoint);
        }
        if (hasBlanks) {
            emit(normal, start, position);
        } else {
            cut(normal.substring(start, position));
        }
        return position;
    }

    private boolean joins(int position) {
        char mark = normal.charAt(position);
        return (mark == '\'' || mark == '\u2019')
                && position + 1 < normal.length()
                && UCharacter.isLetter(normal.codePointAt(position + 1));
    }

    private void cut(String run) {
        BreakIterator words = dictionary.orElseGet(() -> BreakIterator.getWordInstance(ULocale.ROOT));
        dictionary = Optional.of(words);
        words.setText(run);
        int start = 0;
        for (int end = words.next(); end != BreakIterator.DONE; end = words.next()) {
            if (UCharacter.isLetterOrDigit(run.codePointAt(start))) {
                emit(run, start, end);
            }
            start = end;
        }
    }

    private void emit(CharSequence source, int from, int to) {
        int length = to - from;
        if (letters.length < length) {
            letters = new char[2 * length];
        }
        for (int i = 0; i < length; i++) {
            char letter = source.charAt(from + i);
            letters[i] = letter == '\u2019' ? '\'' : letter;
        }
        if (length > 0) {
            action.accept(letters, length);
        }
    }
}
