package dev.millrace.testing.fuzzing;

/**
 * Heap that a reader may take for one input, freed or not.
 *
 * @param bytes whatever the input
 * @param times the input's length on top
 */
public record Allocation(long bytes, int times) {

    /** Megabytes whatever the input, and so many times its length. */
    public static Allocation of(int megabytes, int times) {
        return new Allocation((long) megabytes << 20, times);
    }

    long limit(int inputBytes) {
        return bytes + (long) times * inputBytes;
    }
}
