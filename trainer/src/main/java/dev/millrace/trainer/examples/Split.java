package dev.millrace.trainer.examples;

/** What an example is for. It depends on its content alone, so copies never straddle two parts, and it is for ever. */
public enum Split {
    /** Moves weights. */
    TRAINING,
    /** Chooses the epoch that is kept. */
    VALIDATION,
    /** Compares candidate and incumbent; neither fitting nor early stopping ever sees it. */
    GATE
}
