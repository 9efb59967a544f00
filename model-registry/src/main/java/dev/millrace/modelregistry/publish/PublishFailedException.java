package dev.millrace.modelregistry.publish;

/** Nothing of it was written; the same call may be made again. */
public final class PublishFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
