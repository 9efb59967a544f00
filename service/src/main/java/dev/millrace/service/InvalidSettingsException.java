package dev.millrace.service;

import java.util.List;

/** The settings can't be used; the message has a line for each problem. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> problems) {
        super("invalid settings:\n  " + String.join("\n  ", problems));
    }
}
