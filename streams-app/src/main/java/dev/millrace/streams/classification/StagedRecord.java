package dev.millrace.streams.classification;

import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * A record that was polled but not yet processed, with its result once there is one. Owned by one stream thread.
 *
 * <p>The result caches a pure function of the bytes and the model. It is valid only for the model that computed it, or for
 * every model if the bytes can't be read.
 */
final class StagedRecord {

    private final long offset;
    private final RecordValue content;
    private @Nullable RecordResult result;
    private @Nullable ModelStamp computedBy;
    private @Nullable RuntimeException unavailable;

    StagedRecord(long offset, RecordValue content) {
        this.offset = offset;
        this.content = content;
    }

    long offset() {
        return offset;
    }

    RecordValue content() {
        return content;
    }

    /** Whether it has a result that is valid for {@code model}. */
    @SuppressWarnings("ReferenceEquality") // each load of a model has its own stamp object
    boolean isDecidedFor(ModelStamp model) {
        return result != null && (computedBy == null || computedBy == model);
    }

    /** Whether it has a result of a replaced model. */
    boolean isOutdatedFor(ModelStamp model) {
        return result != null && !isDecidedFor(model);
    }

    /** Sets the result that {@code model} computed. */
    void decide(RecordResult newResult, ModelStamp model) {
        result = newResult;
        computedBy = model;
    }

    /** Sets a dead letter as the result for every model; returns false because the record does not join the batch. */
    boolean deadLetter(DeadLetter why) {
        result = new RecordResult.DeadLettered(why);
        computedBy = null;
        return false;
    }

    /**
     * Records why it can't be read at present, so that processing it does not wait for the same problem again; returns false
     * because the record does not join the batch.
     */
    boolean postpone(RuntimeException cause) {
        unavailable = cause;
        return false;
    }

    boolean isAvailable() {
        return unavailable == null;
    }

    /** Throws the exception passed to {@link #postpone}, if any. */
    void requireAvailable() {
        if (unavailable != null) {
            throw unavailable;
        }
    }

    /** @throws IllegalStateException when it has no result yet */
    RecordResult result() {
        if (result == null) {
            throw new IllegalStateException("the record at offset " + offset + " has no result yet");
        }
        return result;
    }
}
