package dev.millrace.schemas.deadletter;

import java.util.Optional;

/**
 * Why a record has no answer.
 *
 * @param message what was required and what came, never the content; truncated to {@link #LONGEST_MESSAGE} characters
 * @param model the version that rejected it; empty if no model was involved
 */
public record DeadLetter(FailedStep step, DeadLetterReason reason, String message, Optional<String> model) {

    /** Maximum length of a message in characters. */
    public static final int LONGEST_MESSAGE = 1_000;

    public DeadLetter {
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE);
        }
    }

    /** A dead letter for a record that no model has seen. */
    public static DeadLetter of(FailedStep step, DeadLetterReason reason, String message) {
        return new DeadLetter(step, reason, message, Optional.empty());
    }
}
