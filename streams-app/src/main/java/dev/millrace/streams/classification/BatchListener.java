package dev.millrace.streams.classification;

/** Learns what the look-ahead does, to count it. Called on the stream thread. */
public interface BatchListener {

    /** A batch is about to be classified. */
    void batchStarts();

    /** It is done, with whatever outcome. */
    void batchEnds(int size);

    /** The model that serves is not the one this thread has a classifier of: it opens another. */
    void takeoverStarts();

    /** It has it. */
    void takeoverEnds();

    /** A record came that no poll had announced: it was classified without those after it being known to follow. */
    void direct();

    /** A verdict of a replaced model was made again. */
    void recomputed();
}
