package dev.millrace.schemas.deadletter;

/** The step at which a record failed. */
public enum FailedStep {
    /** Its bytes could not be read. */
    DESERIALIZATION("deserialization"),
    /** It was read, but not classified. */
    PROCESSING("processing"),
    /** The answer cannot be written. */
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
