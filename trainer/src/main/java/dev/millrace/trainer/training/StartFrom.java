package dev.millrace.trainer.training;

/** Which weights a run starts from. */
public enum StartFrom {
    /** The incumbent's, where its labels are the same: sooner as good, and it carries on where the time was up. */
    INCUMBENT,
    /** New ones drawn by lot: forgets what data that is gone has taught. */
    FRESH
}
