package dev.millrace.simulation;

/** A condition that must hold after each step. A failure is reported under the class's name. */
interface Invariant {

    /** @throws AssertionError when it does not hold */
    void check(SimulatedSystem mill);

    static void require(boolean isTrue, String... whatIsWrong) {
        if (!isTrue) {
            throw new AssertionError(String.join(" ", whatIsWrong));
        }
    }
}
