package dev.millrace.trainer.examples;

import java.util.Arrays;
import java.util.Optional;

/** The split that a stored example was given. It is given once. */
enum Placement {
    /** Stored by a version that did not store it: content and shares decide. */
    UNSET(0, Optional.empty()),
    TRAINING(1, Optional.of(Split.TRAINING)),
    VALIDATION(2, Optional.of(Split.VALIDATION)),
    GATE(3, Optional.of(Split.GATE)),
    /** In no split, because it is a near-copy of examples in different ones. */
    LEFT_OUT(4, Optional.empty());

    private final int number;
    private final Optional<Split> split;

    Placement(int number, Optional<Split> split) {
        this.number = number;
        this.split = split;
    }

    static Placement of(Split split) {
        return Arrays.stream(values())
                .filter(placement -> placement.split.equals(Optional.of(split)))
                .findFirst()
                .orElseThrow();
    }

    /** @throws IllegalArgumentException when no placement has that number */
    static Placement numbered(int number) {
        return Arrays.stream(values())
                .filter(placement -> placement.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an example's part must be 0 to 4, got " + number));
    }

    byte number() {
        return (byte) number;
    }

    /** Empty for {@link #UNSET} and {@link #LEFT_OUT}. */
    Optional<Split> split() {
        return split;
    }
}
