package dev.millrace.cli.data;

/** Data that can't be used; the message names the file, what was required and what it holds. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
