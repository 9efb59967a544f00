package dev.millrace.model.spec;

/**
 * How much a label is trusted. The level follows from the topic on which the label arrived and from the configuration,
 * never from its record. A label does not replace one of a higher level.
 *
 * @param level 1 to 9, or 0 for labels that a version without levels has stored or forwarded
 */
public record LabelTrust(int level) implements Comparable<LabelTrust> {

    /** The level that can't be known. Any label may replace such a label. */
    public static final LabelTrust UNKNOWN = new LabelTrust(0);

    private static final int HIGHEST = 9;

    public LabelTrust {
        if (level < 0 || level > HIGHEST) {
            throw new IllegalArgumentException("a level of trust must be 0 to " + HIGHEST + ", got " + level);
        }
    }

    /**
     * Reads a level from a setting.
     *
     * @throws IllegalArgumentException when the text is not a number from 1 to 9
     */
    public static LabelTrust parse(String text) {
        if (!text.matches("[1-" + HIGHEST + "]")) {
            throw new IllegalArgumentException("required a level of trust from 1 to " + HIGHEST);
        }
        return new LabelTrust(Integer.parseInt(text));
    }

    @Override
    public int compareTo(LabelTrust other) {
        return Integer.compare(level, other.level);
    }
}
