package dev.millrace.streams.hotswap;

import dev.millrace.model.onednn.NativeMemory;

/** A model can't serve, for one of the reasons in {@link Refusal}. */
final class RefusedModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    RefusedModelException(Refusal reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Refused for lack of memory if {@code failure} was caused by it, for {@code otherwise} if not. */
    static RefusedModelException of(Throwable failure, Refusal otherwise) {
        Refusal reason = NativeMemory.isLacking(failure) ? Refusal.OUT_OF_MEMORY : otherwise;
        return new RefusedModelException(reason, failure.toString());
    }

    Refusal reason() {
        return reason;
    }
}
