package dev.millrace.streams.classification;

import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * One record that was polled and not yet processed, with the verdict on it once there is one. Owned by one stream thread.
 *
 * <p>The verdict is a memo of a pure function of the bytes and the model: it holds for the model that made it alone, or for
 * every model where the bytes could not even be read.
 */
final class StagedRecord {

    private final long offset;
    private final byte @Nullable [] content;
    private @Nullable RecordResult verdict;
    private @Nullable ModelStamp madeBy;
    private @Nullable RuntimeException unavailable;

    StagedRecord(long offset, byte @Nullable [] content) {
        this.offset = offset;
        this.content = content;
    }

    long offset() {
        return offset;
    }

    byte @Nullable [] content() {
        return content;
    }

    /** Whether there is a verdict that holds under {@code model}. */
    @SuppressWarnings("ReferenceEquality") // each load of a model has a stamp object of its own
    boolean isDecidedFor(ModelStamp model) {
        return verdict != null && (madeBy == null || madeBy == model);
    }

    /** Whether there is a verdict, but of a model that serves no more. */
    boolean isOutdatedFor(ModelStamp model) {
        return verdict != null && !isDecidedFor(model);
    }

    void decide(RecordResult made, ModelStamp by) {
        verdict = made;
        madeBy = by;
    }

    /** Decides it for every model; false, as it takes no part in a batch. */
    boolean bury(DeadLetter why) {
        verdict = new RecordResult.Buried(why);
        madeBy = null;
        return false;
    }

    /** Notes that it can't be read for now, so that its own turn does not wait for the same thing once more; false, likewise. */
    boolean postpone(RuntimeException cause) {
        unavailable = cause;
        return false;
    }

    boolean isAvailable() {
        return unavailable == null;
    }

    /** Throws what {@link #postpone} noted, if anything. */
    void requireAvailable() {
        if (unavailable != null) {
            throw unavailable;
        }
    }

    /** @throws IllegalStateException when there is none */
    RecordResult verdict() {
        if (verdict == null) {
            throw new IllegalStateException("no verdict on the record of offset " + offset);
        }
        return verdict;
    }
}
