package dev.millrace.drills.environment;

/** What the streams app promises in a scenario. */
public enum Guarantee {
    EXACTLY_ONCE("exactly_once_v2"),
    /** Nothing is lost; answers may come twice. */
    AT_LEAST_ONCE("at_least_once");

    private final String id;

    Guarantee(String id) {
        this.id = id;
    }

    /** As the streams app's setting and the report say it. */
    public String id() {
        return id;
    }
}
