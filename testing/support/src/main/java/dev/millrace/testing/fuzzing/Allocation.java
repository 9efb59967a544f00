package dev.millrace.testing.fuzzing;

import java.util.function.ToLongFunction;

/** Heap that a reader may take for an input, freed or not. */
@FunctionalInterface
public interface Allocation {

    /** Bytes that reading the input may take. */
    long limit(byte[] input);

    /** Megabytes for every input, and so many times the input's length. */
    static Allocation of(int megabytes, int times) {
        return input -> ((long) megabytes << 20) + (long) times * input.length;
    }

    /** This, and what the input's content justifies. */
    default Allocation plus(ToLongFunction<byte[]> bytes) {
        return input -> limit(input) + bytes.applyAsLong(input);
    }
}
