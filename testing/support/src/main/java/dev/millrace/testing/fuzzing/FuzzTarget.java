package dev.millrace.testing.fuzzing;

/** What reads bytes from outside. */
@FunctionalInterface
public interface FuzzTarget {

    /**
     * Reads the input and holds what came of it against what the reader promises.
     *
     * @return whether the input was understood; false where it was refused as documented
     * @throws Exception of any kind when the reader broke its promise
     */
    boolean understands(byte[] input) throws Exception;
}
