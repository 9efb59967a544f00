package dev.millrace.trainer.examples;

import java.util.Optional;

/**
 * How examples are divided into splits; training gets the rest.
 *
 * @param validation share of the validation split, greater than 0
 * @param gate share of the gate split, greater than 0; the two together at most 0.8
 */
public record Shares(double validation, double gate) {

    private static final long SALT = 0x6D696C6C72616365L;

    public Shares {
        if (!(validation > 0) || !(gate > 0) || !(validation + gate <= 0.8)) {
            throw new IllegalArgumentException(
                    "validation and gate shares must be greater than 0 and together at most 0.8, got " + validation
                            + " and " + gate);
        }
    }

    /** 80 % for training, 10 % to choose the epoch, 10 % for the gate. */
    public static Shares standard() {
        return new Shares(0.1, 0.1);
    }

    /**
     * The split of an example without near-copies.
     *
     * @param content as the store keeps it
     * @param key of the store, if it has one
     */
    public Split partOf(byte[] content, Optional<SplitKey> key) {
        return partOf(ContentHash.of(content), key);
    }

    Split partOf(ContentHash hash, Optional<SplitKey> key) {
        return part(key.map(secret -> secret.fraction(hash)).orElseGet(() -> hash.fraction(SALT)));
    }

    private Split part(double fraction) {
        if (fraction < gate) {
            return Split.GATE;
        }
        return fraction < gate + validation ? Split.VALIDATION : Split.TRAINING;
    }
}
