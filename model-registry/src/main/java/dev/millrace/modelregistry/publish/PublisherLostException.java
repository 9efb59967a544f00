package dev.millrace.modelregistry.publish;

/** This publisher may not write any more: a successor has taken over, or the broker has given it up. */
public final class PublisherLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublisherLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
