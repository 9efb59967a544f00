package dev.millrace.service;

import java.util.List;

/** The settings are invalid; the message has one line for each problem. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param problems at least one, a sentence each */
    public InvalidSettingsException(List<String> problems) {
        super("invalid settings:\n  " + String.join("\n  ", problems));
    }
}
