package dev.millrace.streams.hotswap;

import java.time.Duration;
import java.util.Optional;

/** Why a published model was not installed. The name is the metric's tag. */
public enum Refusal {
    /** A chunk is not on the topic: not yet written, or compacted away. */
    MISSING(Optional.of(Duration.ofSeconds(30))),
    /** The bytes don't match the manifest, or are not an artifact. */
    CORRUPT(Optional.empty()),
    /** It was published for one task but trained for another. */
    WRONG_TASK(Optional.empty()),
    /** A weight is infinite or NaN. */
    NOT_FINITE(Optional.empty()),
    /** A well-formed artifact whose tensors don't match its architecture. */
    UNLOADABLE(Optional.empty()),
    /** It loaded but failed on the samples, or its scores were not probabilities. */
    FAILED_SANITY(Optional.empty()),
    /** The largest prediction that it can make does not fit into the predictions' topic. */
    PREDICTION_TOO_LARGE(Optional.empty()),
    /** Not enough memory to load and warm it up next to the serving one. Attempts are rare since each collects garbage. */
    OUT_OF_MEMORY(Optional.of(Duration.ofMinutes(1)));

    private final Optional<Duration> retryAfter;

    Refusal(Optional<Duration> retryAfter) {
        this.retryAfter = retryAfter;
    }

    /** The longest time until the same model is tried again; empty if it is faulty and never tried again. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
