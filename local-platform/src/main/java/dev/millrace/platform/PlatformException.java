package dev.millrace.platform;

/** The local platform cannot do what was asked. The message says what the user can do about it. */
public final class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence for the user */
    public PlatformException(String message) {
        super(message);
    }

    /** @param message one sentence for the user */
    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
