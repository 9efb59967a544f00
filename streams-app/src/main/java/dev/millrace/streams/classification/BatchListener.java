package dev.millrace.streams.classification;

/** Observes the look-ahead of one stream thread, for metrics. All methods are called on that thread. */
public interface BatchListener {

    /** A batch is about to be classified. */
    void batchStarts();

    /**
     * A batch was classified, even if all its inputs were rejected.
     *
     * @param size number of its inputs
     */
    void batchEnds(int size);

    /** The thread is about to open a classifier, because it has none of the serving model. */
    void takeoverStarts();

    /** The thread has opened a classifier of the serving model. */
    void takeoverEnds();

    /** A record was processed that the look-ahead had not seen in a poll. */
    void direct();

    /** A record is classified again, because its result came from a replaced model. */
    void recomputed();
}
