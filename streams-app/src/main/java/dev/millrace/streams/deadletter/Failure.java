package dev.millrace.streams.deadletter;

import java.util.Optional;

/**
 * Why a record goes to the dead letters.
 *
 * @param message for people; never holds the content
 * @param modelVersion where a model had a part in it
 */
public record Failure(Stage stage, DeadLetterReason reason, String message, Optional<String> modelVersion) {

    public static Failure of(Stage stage, DeadLetterReason reason, String message) {
        return new Failure(stage, reason, message, Optional.empty());
    }
}
