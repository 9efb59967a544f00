package dev.millrace.streams.deadletter;

import dev.millrace.model.Rejection;
import dev.millrace.schemas.deadletter.DeadLetterReason;

/** Maps a model's rejection of an input to the reason of the dead letter. */
public final class RejectionReason {

    private RejectionReason() {}

    /** The reason with the same name as {@code rejection}. */
    public static DeadLetterReason of(Rejection rejection) {
        return DeadLetterReason.valueOf(rejection.name());
    }
}
