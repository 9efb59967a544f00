package dev.millrace.streams.hotswap;

/** A model that must not serve; the reason is one of a closed set. */
final class RefusedModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    RefusedModelException(Refusal reason, String message) {
        super(message);
        this.reason = reason;
    }

    Refusal reason() {
        return reason;
    }
}
