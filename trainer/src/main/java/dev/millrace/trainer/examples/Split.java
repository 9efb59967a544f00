package dev.millrace.trainer.examples;

/**
 * What an example is used for. It depends only on the content, so copies always share a split, and it never changes.
 */
public enum Split {
    /** Fits the weights. */
    TRAINING,
    /** Chooses the epoch that is kept. */
    VALIDATION,
    /** Compares candidate and champion. Neither fitting nor early stopping ever sees it. */
    GATE
}
