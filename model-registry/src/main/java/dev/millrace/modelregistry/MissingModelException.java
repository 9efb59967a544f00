package dev.millrace.modelregistry;

/** A version that is not on the topic, or no longer whole there: compaction or a tombstone took a part of it. */
public final class MissingModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingModelException(String message) {
        super(message);
    }
}
