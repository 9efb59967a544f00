package dev.millrace.trainer.training;

/** Why a run starts. */
public enum Trigger {
    /** Enough labels arrived that no run has seen. */
    NEW_LABELS,
    /** The interval has passed, and there is at least one such label. */
    INTERVAL,
    /** An operator commanded it. */
    COMMAND
}
