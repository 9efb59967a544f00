package dev.millrace.streams.deadletter;

import dev.millrace.model.Rejection;
import dev.millrace.schemas.deadletter.DeadLetterReason;

/** Names the reason of a dead letter for an input that a model rejected. */
public final class RejectionReason {

    private RejectionReason() {}

    /** The reason with the name of {@code rejection}. */
    public static DeadLetterReason of(Rejection rejection) {
        return DeadLetterReason.valueOf(rejection.name());
    }
}
