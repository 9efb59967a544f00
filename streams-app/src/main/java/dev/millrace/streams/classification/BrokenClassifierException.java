package dev.millrace.streams.classification;

/** The classifier fails on every input, so no record is at fault. */
final class BrokenClassifierException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenClassifierException(String message, Throwable cause) {
        super(message, cause);
    }
}
