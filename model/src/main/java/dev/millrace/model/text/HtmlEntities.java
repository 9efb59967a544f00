package dev.millrace.model.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * HTML's character references: by number, and by name for the five of XML, those of Latin-1 and common punctuation.
 * Numbers 128 to 159 mean Windows-1252, as in browsers. A reference ends with a semicolon; anything else is plain text.
 */
final class HtmlEntities {

    /** The length of the largest number, 1114111, with its three signs. */
    private static final int LONGEST = 10;

    /** Characters 160 to 255. */
    private static final String LATIN_1 = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
            micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
            Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
            Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
            ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
            uuml yacute thorn yuml""";

    private static final Map<String, Integer> PUNCTUATION = Map.ofEntries(
            Map.entry("amp", 0x26),
            Map.entry("lt", 0x3c),
            Map.entry("gt", 0x3e),
            Map.entry("quot", 0x22),
            Map.entry("apos", 0x27),
            Map.entry("ndash", 0x2013),
            Map.entry("mdash", 0x2014),
            Map.entry("lsquo", 0x2018),
            Map.entry("rsquo", 0x2019),
            Map.entry("sbquo", 0x201a),
            Map.entry("ldquo", 0x201c),
            Map.entry("rdquo", 0x201d),
            Map.entry("bdquo", 0x201e),
            Map.entry("bull", 0x2022),
            Map.entry("hellip", 0x2026),
            Map.entry("euro", 0x20ac),
            Map.entry("trade", 0x2122),
            Map.entry("OElig", 0x152),
            Map.entry("oelig", 0x153),
            Map.entry("Scaron", 0x160),
            Map.entry("scaron", 0x161),
            Map.entry("zwnj", 0x200c),
            Map.entry("zwj", 0x200d));

    private static final Map<String, Integer> BY_NAME = byName();

    private HtmlEntities() {}

    private static Map<String, Integer> byName() {
        Map<String, Integer> byName = new HashMap<>(PUNCTUATION);
        int character = 160;
        for (String name : LATIN_1.split(" ", -1)) {
            byName.put(name, character++);
        }
        return Map.copyOf(byName);
    }

    static boolean isAt(CharSequence text, int position) {
        return text.charAt(position) == '&' && end(text, position) > position;
    }

    /** The position after the reference that starts at {@code start} with an ampersand; {@code start} if none does. */
    static int end(CharSequence text, int start) {
        int last = Math.min(text.length(), start + LONGEST);
        for (int at = start + 1; at < last; at++) {
            if (text.charAt(at) == ';') {
                return codePoint(text, start, at) < 0 ? start : at + 1;
            }
        }
        return start;
    }

    /** The character that the reference from {@code start} to {@code end} (exclusive) stands for. */
    static int decoded(CharSequence text, int start, int end) {
        return codePoint(text, start, end - 1);
    }

    /** Negative if there is none. */
    private static int codePoint(CharSequence text, int start, int semicolon) {
        if (text.charAt(start + 1) != '#') {
            return BY_NAME.getOrDefault(text.subSequence(start + 1, semicolon).toString(), -1);
        }
        boolean isHexadecimal = text.charAt(start + 2) == 'x' || text.charAt(start + 2) == 'X';
        int number = number(text, start + (isHexadecimal ? 3 : 2), semicolon, isHexadecimal ? 16 : 10);
        if (number >= 0x80 && number <= 0x9f) {
            return new String(new byte[] {(byte) number}, Windows1252.CHARSET).charAt(0);
        }
        return number;
    }

    /** At most seven digits, so that it cannot overflow. Negative if it is not the number of a character. */
    private static int number(CharSequence text, int from, int to, int radix) {
        int number = from < to ? 0 : -1;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) < 128 ? Character.digit(text.charAt(at), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number > 0 && number <= Character.MAX_CODE_POINT ? number : -1;
    }

    /** Not every Java runtime has it; where it is missing, its characters are control characters. */
    private static final class Windows1252 {

        private static final Charset CHARSET =
                Charset.isSupported("windows-1252") ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
    }
}
