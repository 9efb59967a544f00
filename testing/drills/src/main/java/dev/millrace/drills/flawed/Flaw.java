package dev.millrace.drills.flawed;

/** The flaws of a {@link FlawedApp}. */
public enum Flaw {
    /** Holds records back and answers them together on a timer: what is held back at a crash is lost. */
    HOLDS_BACK,
    /**
     * Reads the stamp when a record is answered, some time after it took the model: a swap can come between the two.
     */
    STAMPS_LATE,
    /** Keeps its first model, whatever is published later. */
    NEVER_SWAPS;

    /** The property that selects an app's flaw. */
    public static final String PROPERTY = "millrace.drill.flaw";
}
