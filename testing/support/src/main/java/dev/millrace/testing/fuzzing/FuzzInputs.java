package dev.millrace.testing.fuzzing;

import java.util.List;

/**
 * What a fuzz target is fed.
 *
 * @param valid at least one; each is fed unchanged first, and must be understood
 * @param mutation makes all others from them
 */
public record FuzzInputs(List<byte[]> valid, Mutation mutation) {

    public FuzzInputs {
        valid = List.copyOf(valid);
        if (valid.isEmpty()) {
            throw new IllegalArgumentException("required at least one valid input, got none");
        }
    }
}
