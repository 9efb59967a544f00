package dev.millrace.cli.data;

/** Which split of a data set to read, if it has splits. */
public enum OfficialSplit {
    TRAIN,
    TEST,
    ALL;

    /** Whether the split named {@code part} ({@code train}, {@code test}) belongs to it. */
    boolean holds(String part) {
        return this == ALL || name().equalsIgnoreCase(part);
    }
}
