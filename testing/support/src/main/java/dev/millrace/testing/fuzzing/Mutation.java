package dev.millrace.testing.fuzzing;

import java.util.List;
import java.util.SplittableRandom;

/** Makes a hostile input from valid ones. The same valid ones and the same random numbers make the same input. */
@FunctionalInterface
public interface Mutation {

    /**
     * One hostile input.
     *
     * @param valid at least one input, never changed
     */
    byte[] mutated(List<byte[]> valid, SplittableRandom random);

    /** Damages any bytes as a faulty or hostile writer would, without knowing their format. */
    static Mutation ofBytes() {
        return (valid, random) -> new Mutator(random).mutated(valid);
    }
}
