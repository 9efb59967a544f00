package dev.millrace.trainer.examples;

/**
 * What an example is used for. Copies always share a split, near-copies as well, and it never changes while the example is
 * stored.
 */
public enum Split {
    /** Fits the weights. */
    TRAINING,
    /** Chooses the epoch that is kept. */
    VALIDATION,
    /** Compares candidate and champion. Neither fitting nor early stopping ever sees it. */
    GATE
}
