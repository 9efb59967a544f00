package dev.millrace.model.text;

/**
 * Limits on a text, checked before it is read.
 *
 * @param maxCharacters maximum length, at least 1
 */
public record TextLimits(int maxCharacters) {

    public TextLimits {
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("max characters must be at least 1, got " + maxCharacters);
        }
    }

    /** 100,000 characters. */
    public static TextLimits standard() {
        return new TextLimits(100_000);
    }
}
