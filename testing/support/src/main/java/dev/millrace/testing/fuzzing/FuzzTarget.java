package dev.millrace.testing.fuzzing;

/** A parser of untrusted bytes. */
@FunctionalInterface
public interface FuzzTarget {

    /**
     * Parses the input and checks the result against what the parser promises.
     *
     * @return whether the input was understood; false if it was refused as documented
     * @throws Exception of any kind when the parser broke its promise
     */
    boolean understands(byte[] input) throws Exception;
}
