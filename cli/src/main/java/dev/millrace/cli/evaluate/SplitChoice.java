package dev.millrace.cli.evaluate;

import dev.millrace.trainer.examples.Split;
import java.util.Optional;

/** Which examples to evaluate: all, or one of the trainer's splits. */
public enum SplitChoice {
    ALL,
    TRAINING,
    VALIDATION,
    GATE;

    /** The split; empty for all examples. */
    Optional<Split> split() {
        return this == ALL ? Optional.empty() : Optional.of(Split.valueOf(name()));
    }
}
