package dev.millrace.service;

import java.util.ArrayList;
import java.util.List;

/** The settings are invalid; the message has one line for each problem. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    /** @param problems at least one, a sentence each */
    public InvalidSettingsException(List<String> problems) {
        super("invalid settings:\n  " + String.join("\n  ", problems));
        this.problems = new ArrayList<>(problems);
    }

    /** At least one, a sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
