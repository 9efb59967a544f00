package dev.millrace.streams.classification;

/**
 * The classifier fails on every input, or there is no native memory for it: no record is to blame. If its cause is an {@link
 * Error}, it ends the client, as that error would.
 */
final class BrokenClassifierException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenClassifierException(String message, Throwable cause) {
        super(message, cause);
    }
}
