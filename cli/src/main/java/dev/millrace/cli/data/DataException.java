package dev.millrace.cli.data;

/** Data that cannot be used. The message names the file, what was required and what was found. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message names the file, what was required and what was found */
    public DataException(String message) {
        super(message);
    }

    /** @param message names the file, what was required and what was found */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
