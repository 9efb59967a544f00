package dev.millrace.drills.flawed;

/** What is wrong with a {@link FlawedApp}. */
public enum Flaw {
    /** Records are held back, and answered together when a timer says so: what is held back at a crash is lost. */
    HOLDS_BACK,
    /** The stamp is read when a record is answered, the model was taken a while before: a swap comes between the two. */
    STAMPS_LATE;

    /** The property that says which of them an app has. */
    public static final String PROPERTY = "millrace.drill.flaw";
}
