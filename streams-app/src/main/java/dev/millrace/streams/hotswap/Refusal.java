package dev.millrace.streams.hotswap;

import java.time.Duration;
import java.util.Optional;

/** Why a published model does not serve. The name is the metric's tag. */
public enum Refusal {
    /** A part of it is not on the topic: not there yet, or compacted away. */
    MISSING(Optional.of(Duration.ofSeconds(30))),
    /** The bytes are not what the manifest promised, or no artifact. */
    CORRUPT(Optional.empty()),
    /** Published for one task, made for another. */
    WRONG_TASK(Optional.empty()),
    /** A weight is infinite or no number. */
    NOT_FINITE(Optional.empty()),
    /** A well-formed artifact whose tensors are not those of its architecture. */
    UNLOADABLE(Optional.empty()),
    /** Loaded, but it failed on plain inputs, or its answers were no probabilities. */
    FAILED_SANITY(Optional.empty()),
    /** There was no memory to load it or to warm it up, beside the one that serves. A try collects garbage, so they are few. */
    OUT_OF_MEMORY(Optional.of(Duration.ofMinutes(1)));

    private final Optional<Duration> triedAgainAfter;

    Refusal(Optional<Duration> triedAgainAfter) {
        this.triedAgainAfter = triedAgainAfter;
    }

    /** After what time the same model is offered again, at the latest; never where it was refused for what it is. */
    Optional<Duration> triedAgainAfter() {
        return triedAgainAfter;
    }
}
