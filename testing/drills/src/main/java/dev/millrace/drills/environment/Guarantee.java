package dev.millrace.drills.environment;

/** The streams app's guarantee in a scenario. */
public enum Guarantee {
    EXACTLY_ONCE("exactly_once_v2"),
    /** Nothing is lost, but answers may come twice. */
    AT_LEAST_ONCE("at_least_once");

    private final String id;

    Guarantee(String id) {
        this.id = id;
    }

    /** The value of the streams app's setting, also used in the report. */
    public String id() {
        return id;
    }
}
