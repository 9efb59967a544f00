package dev.millrace.trainer.training;

/** Which weights a run starts from. */
public enum StartFrom {
    /** The champion's, if its labels are the same: gets good sooner, and continues where the time budget ended. */
    CHAMPION,
    /** New random weights: forgets what deleted data had taught. */
    FRESH
}
