package dev.millrace.modelregistry;

/** A version is not on the topic, or no longer complete there because compaction or a tombstone removed part of it. */
public final class MissingModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingModelException(String message) {
        super(message);
    }
}
