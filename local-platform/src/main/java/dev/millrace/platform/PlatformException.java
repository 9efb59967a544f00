package dev.millrace.platform;

/** The local platform cannot do what it was asked to do; the message says what a person can do about it. */
public final class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PlatformException(String message) {
        super(message);
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
