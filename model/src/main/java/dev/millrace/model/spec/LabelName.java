package dev.millrace.model.spec;

import java.util.Optional;

/** Which texts can be the name of a label. */
public final class LabelName {

    /** Maximum length in characters (Unicode code points). */
    public static final int MAX_CHARACTERS = 200;

    private LabelName() {}

    /** Whether the text can be a label. */
    public static boolean isValid(String text) {
        return problem(text).isEmpty();
    }

    /**
     * Why the text can't be a label, as a sentence without its text; empty if it can. A label is not blank, has at most
     * {@link #MAX_CHARACTERS} characters, and none of them is a control character, a line separator or half of a
     * surrogate pair.
     */
    public static Optional<String> problem(String text) {
        if (text.isBlank()) {
            return Optional.of("required a label that is not blank, got a blank one");
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > MAX_CHARACTERS) {
            return Optional.of(
                    "required a label of at most " + MAX_CHARACTERS + " characters, got one of " + characters);
        }
        return text.codePoints()
                .filter(LabelName::isForbidden)
                .mapToObj(character ->
                        String.format("required a label without control characters, got U+%04X", character))
                .findFirst();
    }

    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
