package dev.millrace.schemas.deadletter;

/** Where a record failed. */
public enum FailedStep {
    /** Its bytes could not be read. */
    DESERIALIZATION("deserialization"),
    /** It was read, but there is no answer to it. */
    PROCESSING("processing"),
    /** The answer can't be written. */
    PRODUCTION("production");

    private final String id;

    FailedStep(String id) {
        this.id = id;
    }

    /** The value of {@link DeadLetterHeaders#STAGE}. */
    public String id() {
        return id;
    }
}
