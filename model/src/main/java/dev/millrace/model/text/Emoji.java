package dev.millrace.model.text;

import com.ibm.icu.text.UnicodeSet;

/**
 * Finds emoji. One word each: a pictograph, several joined ones such as a family, a flag. Skin tones and the choice
 * between coloured and black presentation are dropped, so that variants of an emoji are the same word.
 */
final class Emoji {

    /** Longer chains are cut. The longest emoji of Unicode joins four. */
    private static final int MOST_JOINED = 8;

    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int TEXT_PRESENTATION = 0xfe0e;
    private static final int EMOJI_PRESENTATION = 0xfe0f;

    /** From the arrows on: signs such as © and ™ are punctuation. */
    private static final UnicodeSet PICTOGRAPHS =
            new UnicodeSet("[[:Extended_Pictographic:]&[\\u2190-\\U0010FFFF]]").freeze();

    private static final UnicodeSet FLAG_LETTERS = new UnicodeSet("[:Regional_Indicator:]").freeze();
    private static final UnicodeSet SKIN_TONES = new UnicodeSet("[:Emoji_Modifier:]").freeze();

    private Emoji() {}

    /** Whether an emoji may start with that character. */
    static boolean starts(int codePoint) {
        return codePoint >= 0x2190 && (PICTOGRAPHS.contains(codePoint) || FLAG_LETTERS.contains(codePoint));
    }

    /**
     * Appends the emoji at {@code start} to {@code word} if it is a whole one.
     *
     * @param start the position of a character that {@link #starts} one
     * @return the position behind it
     */
    static int read(CharSequence text, int start, StringBuilder word) {
        int first = Character.codePointAt(text, start);
        if (FLAG_LETTERS.contains(first)) {
            return readFlag(text, start, word);
        }
        int end = readPictograph(text, start, word);
        for (int joined = 1; joined < MOST_JOINED && isJoined(text, end); joined++) {
            word.appendCodePoint(ZERO_WIDTH_JOINER);
            end = readPictograph(text, end + 1, word);
        }
        return end;
    }

    private static int readFlag(CharSequence text, int start, StringBuilder word) {
        int second = start + 2;
        if (!isAt(text, second, FLAG_LETTERS)) {
            return second;
        }
        word.append(text, start, second + 2);
        return second + 2;
    }

    private static int readPictograph(CharSequence text, int start, StringBuilder word) {
        int codePoint = Character.codePointAt(text, start);
        word.appendCodePoint(codePoint);
        int end = start + Character.charCount(codePoint);
        while (end < text.length() && isVariant(Character.codePointAt(text, end))) {
            end += Character.charCount(Character.codePointAt(text, end));
        }
        return end;
    }

    private static boolean isVariant(int codePoint) {
        return codePoint == TEXT_PRESENTATION || codePoint == EMOJI_PRESENTATION || SKIN_TONES.contains(codePoint);
    }

    private static boolean isJoined(CharSequence text, int position) {
        return position < text.length()
                && text.charAt(position) == ZERO_WIDTH_JOINER
                && isAt(text, position + 1, PICTOGRAPHS);
    }

    private static boolean isAt(CharSequence text, int position, UnicodeSet characters) {
        return position < text.length() && characters.contains(Character.codePointAt(text, position));
    }
}
