package dev.millrace.model.spec;

/**
 * The memory that a network's layers need for one input, weights aside. Small weights can demand large activations, which
 * native code allocates outside of the heap, so an architecture is refused before anything is loaded.
 */
final class ActivationMemory {

    /** A batch of 64, the largest by default, then needs at most 2 GiB. */
    static final long MOST_BYTES = 32L << 20;

    private ActivationMemory() {}

    /** @throws IllegalArgumentException when an input of the network needs more than {@link #MOST_BYTES} */
    static void require(long floats) {
        long bytes = Math.multiplyExact(floats, Float.BYTES);
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("the layers of the network must need at most " + MOST_BYTES
                    + " bytes for an input, got " + bytes + ": choose a smaller input or fewer units");
        }
    }
}
