package dev.millrace.modelregistry.publish;

/** This publisher can't write any more: a successor fenced it, or its transaction is in an unrecoverable state. */
public final class PublisherLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublisherLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
