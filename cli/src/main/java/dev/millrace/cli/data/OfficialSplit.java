package dev.millrace.cli.data;

/** Which part of a data set that comes in parts. */
public enum OfficialSplit {
    TRAIN,
    TEST,
    ALL;

    /** Whether a part named {@code part} ({@code train}, {@code test}) belongs to it. */
    boolean holds(String part) {
        return this == ALL || name().equalsIgnoreCase(part);
    }
}
