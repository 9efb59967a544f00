package dev.millrace.streams.classification;

/** The classifier fails on whatever it is given: no record is to blame. */
final class BrokenClassifierException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenClassifierException(String message, Throwable cause) {
        super(message, cause);
    }
}
