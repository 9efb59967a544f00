package dev.millrace.testing.fuzzing;

import java.util.function.ToLongFunction;

/** The heap that a parser may allocate for an input, freed or not. */
@FunctionalInterface
public interface Allocation {

    /** Maximum bytes for the input. */
    long limit(byte[] input);

    /** A number of megabytes for every input, plus a multiple of the input's length. */
    static Allocation of(int megabytes, int times) {
        return input -> ((long) megabytes << 20) + (long) times * input.length;
    }

    /** This limit plus what the input's content justifies. */
    default Allocation plus(ToLongFunction<byte[]> bytes) {
        return input -> limit(input) + bytes.applyAsLong(input);
    }
}
