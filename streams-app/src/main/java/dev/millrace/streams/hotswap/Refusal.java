package dev.millrace.streams.hotswap;

/** Why a published model does not serve. The name is the metric's tag. */
public enum Refusal {
    /** A part of it is not on the topic: not there yet, or compacted away. */
    MISSING,
    /** The bytes are not what the manifest promised, or no artifact. */
    CORRUPT,
    /** Published for one task, made for another. */
    WRONG_TASK,
    /** A weight is infinite or no number. */
    NOT_FINITE,
    /** A well-formed artifact whose tensors are not those of its architecture. */
    UNLOADABLE,
    /** Loaded, but it failed on plain inputs, or its answers were no probabilities. */
    FAILED_SANITY
}
