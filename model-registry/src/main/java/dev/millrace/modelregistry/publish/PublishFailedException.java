package dev.millrace.modelregistry.publish;

/** A publish failed and wrote nothing; the same call may be retried. */
public final class PublishFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
