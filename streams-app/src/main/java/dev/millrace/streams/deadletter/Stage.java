package dev.millrace.streams.deadletter;

import java.util.Locale;

/** Where on its way a record failed. */
public enum Stage {
    DESERIALIZATION,
    PROCESSING,
    PRODUCTION;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
