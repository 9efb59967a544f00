package dev.millrace.cli.connection;

/** A command cannot do what was asked. The message is printed for the user, without a stack trace. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence for the user */
    public CommandException(String message) {
        super(message);
    }

    /** @param message one sentence for the user */
    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
